import { html, nothing, render, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { File, Search } from 'lucide-static'
import { api } from '../../common/api'
import { t } from '../../common/i18n'
import { icon } from '../../common/icons'
import { drawInto, type Entries } from '../ui/thumbnail'

export interface BoardTemplate {
  readonly id: string
  readonly name: string
  readonly about: string
  readonly category: string
  readonly category_name: string
  readonly is_own: boolean
}

export interface GalleryOptions {
  readonly slug: string
  /** Whether an empty board stands among the templates. */
  readonly hasBlank: boolean
  readonly onChoose: (template: BoardTemplate | null) => void
}

interface Gallery extends GalleryOptions {
  readonly host: HTMLElement
  readonly all: readonly BoardTemplate[]
  category: string
  words: string
}

/** What a template puts on a board. */
export async function templateEntries(slug: string, id: string): Promise<readonly Entries[]> {
  const path = `workspaces/${slug}/board-templates/${encodeURIComponent(id)}`
  return (await api.get<{ elements: Entries[] }>(path)).elements
}

/** Templates by category with what is on them, to choose one of: radio buttons in a form. */
export async function mountGallery(host: HTMLElement, options: GalleryOptions): Promise<void> {
  host.setAttribute('aria-busy', 'true')
  const path = `workspaces/${options.slug}/board-templates`
  const page = await api.get<{ results: BoardTemplate[] }>(path).catch(() => null)
  host.removeAttribute('aria-busy')
  if (!page) {
    render(html`<p class="help" role="status">${t('The templates could not be loaded.')}</p>`, host)
    return
  }
  draw({ ...options, host, all: page.results, category: '', words: '' })
}

function draw(gallery: Gallery): void {
  const { host, hasBlank, category, words } = gallery
  const shown = found(gallery)
  const showsBlank = hasBlank && category === '' && words === ''
  render(
    html`<div class="template-search">
        ${icon(Search)}
        <input
          class="input"
          type="search"
          autocomplete="off"
          aria-label=${t('Search templates')}
          placeholder=${t('Search templates')}
          @input=${(event: Event) => {
            gallery.words = (event.target as HTMLInputElement).value.trim().toLowerCase()
            draw(gallery)
          }}
          @keydown=${(event: KeyboardEvent) => {
            if (event.key === 'Enter') event.preventDefault()
          }}
        />
      </div>
      ${tabs(gallery)}
      <div class="template-grid" role="radiogroup" aria-label=${t('Template')}>
        ${showsBlank ? blank(gallery) : nothing}
        ${repeat(
          shown,
          ({ id }) => id,
          (each) => card(each, gallery),
        )}
      </div>
      <p class="help" role="status">
        ${shown.length === 0 && !showsBlank ? t('No template is called so.') : ''}
      </p>`,
    host,
  )
  watchCards(host, gallery.slug)
}

function found({ all, category, words }: Gallery): BoardTemplate[] {
  return all.filter(
    ({ name, about, category_name, ...each }) =>
      (category === '' || each.category === category) &&
      `${name} ${about} ${category_name}`.toLowerCase().includes(words),
  )
}

function tabs(gallery: Gallery): TemplateResult {
  const names = new Map([['', t('All')]])
  for (const each of gallery.all) names.set(each.category, each.category_name)
  const choose = (category: string) => {
    gallery.category = category
    draw(gallery)
  }
  return html`<div class="template-tabs" role="group" aria-label=${t('Category')}>
    ${[...names].map(
      ([category, name]) =>
        html`<button
          type="button"
          class="chip"
          aria-pressed=${gallery.category === category}
          @click=${() => choose(category)}
        >
          ${name}
        </button>`,
    )}
  </div>`
}

function blank(gallery: Gallery): TemplateResult {
  return html`<label class="template-card">
    <input type="radio" name="template" value="" checked @change=${() => gallery.onChoose(null)} />
    <span class="template-art is-blank">${icon(File, { size: 24 })}</span>
    <span class="template-name">${t('Empty board')}</span>
    <span class="template-about">${t('Begin with nothing.')}</span>
  </label>`
}

function card(template: BoardTemplate, gallery: Gallery): TemplateResult {
  return html`<label class="template-card" data-template=${template.id}>
    <input
      type="radio"
      name="template"
      value=${template.id}
      @change=${() => gallery.onChoose(template)}
    />
    <span class="template-art"><canvas aria-hidden="true"></canvas></span>
    <span class="template-name">${template.name}</span>
    <span class="template-about">${template.about}</span>
  </label>`
}

const drawn = new WeakSet<Element>()
const kept = new Map<string, Promise<readonly Entries[]>>()

/** Each picture is drawn as its card comes into view, and fetched once. */
function watchCards(host: HTMLElement, slug: string): void {
  const observer = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting || !(target instanceof HTMLElement)) continue
      observer.unobserve(target)
      const id = target.dataset.template ?? ''
      const canvas = target.querySelector('canvas')
      if (!canvas) continue
      const entered = kept.get(id) ?? templateEntries(slug, id)
      kept.set(id, entered)
      entered.then((elements) => drawInto(canvas, elements)).catch(() => kept.delete(id))
    }
  })
  for (const each of host.querySelectorAll<HTMLElement>('[data-template]')) {
    if (drawn.has(each)) continue
    drawn.add(each)
    observer.observe(each)
  }
}
