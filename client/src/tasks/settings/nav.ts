// On a phone the list of parts is a row that scrolls: show where one is.
const current = document.querySelector('.settings-nav [aria-current]')
current?.scrollIntoView({ block: 'nearest', inline: 'center' })

export {}
