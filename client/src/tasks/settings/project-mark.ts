/** `<tf-project-mark>`: the sign and the colour that the project wears in lists. */

import {
  Anchor,
  BookOpen,
  Briefcase,
  Bug,
  Camera,
  ChartLine,
  Code,
  Coffee,
  CreditCard,
  Flag,
  Globe,
  GraduationCap,
  Heart,
  Key,
  Leaf,
  Megaphone,
  Music,
  Package,
  Palette,
  Plane,
  Rocket,
  Shield,
  ShoppingCart,
  Star,
  Sun,
  Target,
  Truck,
  Users,
  Wrench,
  Zap,
} from 'lucide-static'
import { html, nothing, type TemplateResult } from 'lit'
import { api } from '../../common/api'
import { t } from '../../common/i18n'
import { icon } from '../../common/icons'
import { openPicker } from '../../common/ui/picker'
import { colorButton } from './controls'
import { SettingsPart } from './part'

const SIGNS: Readonly<Record<string, string>> = {
  rocket: Rocket,
  anchor: Anchor,
  star: Star,
  heart: Heart,
  flag: Flag,
  target: Target,
  zap: Zap,
  bug: Bug,
  code: Code,
  package: Package,
  globe: Globe,
  megaphone: Megaphone,
  palette: Palette,
  camera: Camera,
  music: Music,
  'book-open': BookOpen,
  'graduation-cap': GraduationCap,
  wrench: Wrench,
  shield: Shield,
  key: Key,
  users: Users,
  briefcase: Briefcase,
  'shopping-cart': ShoppingCart,
  'credit-card': CreditCard,
  'chart-line': ChartLine,
  leaf: Leaf,
  sun: Sun,
  coffee: Coffee,
  plane: Plane,
  truck: Truck,
}

export class TfProjectMark extends SettingsPart {
  protected override render(): TemplateResult {
    const { project } = this.store.state
    const canEdit = this.can('manage')
    const sign = SIGNS[project.icon]
    return html`<div class="field">
      <span class="label">${t('Looks')}</span>
      <div class="row">
        <button
          class="settings-mark key-mark key-mark-large"
          type="button"
          data-color=${project.color || 'purple'}
          aria-haspopup="listbox"
          aria-label=${t('Icon of the project')}
          ?disabled=${!canEdit}
          @click=${(event: Event) => this.#choose(event)}
        >
          ${sign === undefined ? project.key.slice(0, 2) : icon(sign)}
        </button>
        ${canEdit ? this.#color(project.color) : nothing}
      </div>
    </div>`
  }

  #color(color: string): TemplateResult {
    return colorButton({
      color: color || 'purple',
      colors: this.store.page.colors,
      label: t('Colour of the project'),
      set: (chosen) => void this.#save({ color: chosen }, { color }),
    })
  }

  #choose(event: Event): void {
    const { icon: held, key } = this.store.state.project
    openPicker({
      anchor: event.currentTarget as HTMLElement,
      label: t('Icon of the project'),
      options: [
        { id: 'none', label: t('Its key: %(key)s', { key }) },
        ...this.store.page.icons.map((id) => ({
          ...{ id, label: id.replaceAll('-', ' ') },
          mark: icon(SIGNS[id] ?? Star),
        })),
      ],
      selected: [held || 'none'],
      onChange: ([chosen = 'none']) => {
        const next = chosen === 'none' ? '' : chosen
        if (next !== held) void this.#save({ icon: next }, { icon: held })
      },
    })
  }

  async #save(values: object, before: object): Promise<void> {
    const { path } = this.store
    await this.act('', () => api.patch(path, values), {
      words: t('Saved'),
      undo: () => api.patch(path, before),
    })
  }
}

customElements.define('tf-project-mark', TfProjectMark)
