import { html, type TemplateResult } from 'lit'

export type Face = { readonly id: string; readonly name: string; readonly avatar?: string | null }

/** One of twelve colours, the same for one person everywhere (ui.py does it alike). */
export function hueOf(id: string): number {
  return [...id].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % 12
}

export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '')
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words
  return (
    chosen
      .map((word) => [...(word ?? '')][0] ?? '')
      .join('')
      .toLocaleUpperCase() || '?'
  )
}

/** A person's picture, or their initials in a colour of their own. */
export function avatar(person: Face, size: 20 | 24 | 32 | 64 = 24): TemplateResult {
  return html`<span class="avatar avatar-${size}" data-hue=${hueOf(person.id)} title=${person.name}
    >${
      person.avatar
        ? html`<img src=${person.avatar} alt=${person.name} width=${size} height=${size} />`
        : html`<span aria-hidden="true">${initialsOf(person.name)}</span
            ><span class="visually-hidden">${person.name}</span>`
    }</span
  >`
}

/** Several faces, and how many more there are. */
export function avatars(
  people: readonly Face[],
  { most = 4, size = 24 as 20 | 24 | 32 } = {},
): TemplateResult {
  const more = people.length - most
  return html`<span class="avatars"
    >${people.slice(0, most).map((person) => avatar(person, size))}${
      more > 0 ? html`<span class="avatar avatar-${size} avatar-more">+${more}</span>` : ''
    }</span
  >`
}
