import { html, nothing, type TemplateResult } from 'lit'
import { ArrowLeft, ArrowRight, CornerDownRight, Minus, MoveRight, Spline } from 'lucide-static'
import { t } from '../../../common/i18n'
import type { MenuItem } from '../../../common/ui/menu'
import type { RouteKind } from '../../geometry/route'
import type { Drawable } from '../../model/drawable'
import { HEADS, type Head, type LineStyle } from '../../model/element'
import type { Editor } from '../../editor'
import { listButton, restyle, rewrite } from './buttons'

const WIDTHS = [1, 2, 4, 8] as const

function headNames(): Record<Head, string> {
  return {
    none: t('None'),
    arrow: t('Arrow'),
    triangle: t('Triangle'),
    open: t('Open triangle'),
    diamond: t('Diamond'),
    'open-diamond': t('Open diamond'),
    dot: t('Dot'),
    circle: t('Circle'),
    bar: t('Bar'),
  }
}

/** How thick a line is, and whether it is dashed. */
export function widthButton(editor: Editor, elements: readonly Drawable[]): TemplateResult {
  const [first] = elements
  const widths = WIDTHS.map((width): MenuItem => ({
    label: t('%(width)s px', { width }),
    isChecked: (first?.style.stroke_width ?? 2) === width,
    run: () => restyle(editor, elements, { stroke_width: width }),
  }))
  const names: Record<LineStyle, string> = {
    solid: t('Solid'),
    dashed: t('Dashed'),
    dotted: t('Dotted'),
  }
  const dashes = (['solid', 'dashed', 'dotted'] as const).map((style): MenuItem => ({
    label: names[style],
    isChecked: (first?.style.stroke_style ?? 'solid') === style,
    run: () => restyle(editor, elements, { stroke_style: style }),
  }))
  const isDrawn = elements.every(({ kind }) => kind === 'freehand')
  const items: MenuItem[] = isDrawn ? widths : [...widths, { kind: 'line' }, ...dashes]
  return listButton(t('Line width and dashes'), Minus, items)
}

/** The course of connectors, and what stands at their ends. */
export function connectorButtons(
  editor: Editor,
  links: readonly Drawable[],
): TemplateResult | typeof nothing {
  const [first] = links
  if (!first) return nothing
  const route = first.route ?? 'straight'
  const course = (label: string, icon: string, name: RouteKind): MenuItem => ({
    label,
    icon,
    isChecked: route === name,
    run: () => {
      editor.lastRoute = name
      rewrite(editor, links, { route: name })
    },
  })
  return html`${listButton(t('Course'), Spline, [
    course(t('Straight'), MoveRight, 'straight'),
    course(t('Elbow'), CornerDownRight, 'elbow'),
    course(t('Curved'), Spline, 'curved'),
  ])}
  ${listButton(t('Start of the line'), ArrowLeft, headItems(editor, links, 'start_head'))}
  ${listButton(t('End of the line'), ArrowRight, headItems(editor, links, 'end_head'))}`
}

function headItems(
  editor: Editor,
  links: readonly Drawable[],
  side: 'start_head' | 'end_head',
): MenuItem[] {
  const usual = side === 'end_head' ? 'arrow' : 'none'
  const now = links[0]?.style[side] ?? usual
  const names = headNames()
  return HEADS.map((head): MenuItem => ({
    label: names[head],
    isChecked: now === head,
    run: () => restyle(editor, links, { [side]: head }),
  }))
}
