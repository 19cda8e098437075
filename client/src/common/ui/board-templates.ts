/** The gallery in the dialogue "New board" is loaded when somebody opens it, on whatever page. */
export function wireBoardTemplates(): void {
  const host = document.querySelector<HTMLElement>('[data-board-templates]')
  if (!host) return
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return
    observer.disconnect()
    void import('../../board/templates/new-board').then(({ fillNewBoard }) => fillNewBoard(host))
  })
  observer.observe(host)
}
