// Runs before the first paint: takes over the theme this browser chose last, so that nothing flashes.
// The server has already written the signed-in person's choice; the cookie is for everyone else.

const chosen = /(?:^|; )teamflow_theme=(light|dark|system)/.exec(document.cookie)?.[1]
const root = document.documentElement
if (chosen && !root.dataset.themeFixed) root.dataset.theme = chosen
if (localStorage.getItem('teamflow:sidebar') === 'folded') root.dataset.sidebar = 'folded'

export {}
