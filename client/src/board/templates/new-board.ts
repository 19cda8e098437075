import { mountGallery } from './gallery'

/** The gallery of the dialogue "New board": a template gives the title, where none is written. */
export function fillNewBoard(host: HTMLElement): void {
  const title = host.closest('form')?.querySelector<HTMLInputElement>('[name="title"]')
  let given = ''
  void mountGallery(host, {
    slug: host.dataset.boardTemplates ?? '',
    hasBlank: true,
    onChoose: (template) => {
      if (!title || (title.value.trim() !== '' && title.value !== given)) return
      given = template?.name ?? ''
      title.value = given
    },
  })
}
