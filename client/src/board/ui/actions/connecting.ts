import {
  ArrowDownFromLine,
  ArrowLeftFromLine,
  ArrowRightFromLine,
  ArrowUpFromLine,
  ChevronsDownUp,
  ExternalLink,
  Spline,
} from 'lucide-static'
import { t } from '../../../common/i18n'
import { announce } from '../../../common/ui/announce'
import { heardBy } from '../../../common/ui/actions'
import { toggleFold } from '../mindmap'
import type { Side } from '../../geometry/route'
import { isGlued, newElementId, type BoardElement } from '../../model/element'
import { isWebAddress } from '../../model/rich-text'
import type { Change } from '../../model/transaction'
import { nextShape, quickSource } from '../../tools/connect/quick'
import type { Editor } from '../../editor'
import type { BoardAction } from '../actions'

/** Connecting without a pointer: the next shape in a direction, and lines between what is chosen. */
export function connecting(editor: Editor): BoardAction[] {
  const group = t('Connect')
  const next = (side: Side, key: string, label: string, icon: string): BoardAction => ({
    id: `board.next-${side}`,
    label,
    group,
    keys: `mod+${key}`,
    icon,
    isEnabled: () => editor.canEdit && quickSource(editor) !== null,
    run: () => makeNext(editor, side),
  })
  return [
    next('right', 'arrowright', t('Next shape to the right'), ArrowRightFromLine),
    next('left', 'arrowleft', t('Next shape to the left'), ArrowLeftFromLine),
    next('bottom', 'arrowdown', t('Next shape below'), ArrowDownFromLine),
    next('top', 'arrowup', t('Next shape above'), ArrowUpFromLine),
    {
      id: 'board.fold',
      label: t('Fold or unfold'),
      group: t('Mind map'),
      keys: '.',
      icon: ChevronsDownUp,
      place: 'bar',
      isEnabled: () => editor.canEdit && hasBranches(editor),
      run: () => toggleFold(editor),
    },
    ...heardBy('board', t('Mind map'), [
      ['tab', t('New branch')],
      ['enter', t('New node beside')],
      ['f2', t('Write into the element')],
    ]),
    {
      id: 'board.open-link',
      label: t('Open link'),
      group: t('Board'),
      keys: 'alt+enter',
      icon: ExternalLink,
      place: 'bar',
      isEnabled: () => linkOf(editor) !== undefined,
      run: () => void window.open(linkOf(editor), '_blank', 'noopener,noreferrer'),
    },
    {
      id: 'board.connect-chosen',
      label: t('Connect'),
      group,
      keys: 'shift+c',
      icon: Spline,
      place: 'bar',
      isEnabled: () => editor.canEdit && joinable(editor).length > 1,
      run: () => connectChosen(editor),
    },
  ]
}

function hasBranches(editor: Editor): boolean {
  return editor.chosen.some(
    ({ kind, id }) => kind === 'mindmap' && editor.scene.childrenOf(id).length > 0,
  )
}

/** The first address in the words of the only element that is chosen. */
function linkOf(editor: Editor): string | undefined {
  const [only, ...others] = editor.chosen
  if (!only || others.length > 0) return undefined
  const address = only.spans?.find(({ marks }) => marks.link)?.marks.link ?? only.url
  return address !== undefined && isWebAddress(address) ? address : undefined
}

function makeNext(editor: Editor, side: Side): void {
  const source = quickSource(editor)
  if (!source) return
  const { changes, id } = nextShape(editor, source, side)
  editor.dispatch({ changes })
  editor.select([id])
  editor.reveal(id)
  announce(t('Connected shape added. Press Enter to write into it.'))
}

function joinable(editor: Editor): BoardElement[] {
  return editor.chosen.filter(
    ({ kind }) => kind !== 'connector' && kind !== 'group' && kind !== 'freehand',
  )
}

/** One after the other, in the order in which they were chosen; what is joined already stays so. */
function connectChosen(editor: Editor): void {
  const chosen = joinable(editor)
  const z = editor.rankOnTop()
  const changes = chosen.slice(1).flatMap((to, index): Change[] => {
    const from = chosen[index]
    if (!from || areJoined(editor, from.id, to.id)) return []
    const element: BoardElement = {
      id: newElementId(),
      kind: 'connector',
      x: from.x,
      y: from.y,
      width: 0,
      height: 0,
      rotation: 0,
      z,
      style: editor.styleFor('connector'),
      text: '',
      from: { element: from.id, anchor: 'auto' },
      to: { element: to.id, anchor: 'auto' },
      route: editor.routeFor(true),
    }
    return [{ type: 'add', element }]
  })
  editor.dispatch({ changes })
}

function areJoined(editor: Editor, from: string, to: string): boolean {
  return [...editor.scene.followersOf([from])].some((id) => {
    const line = editor.scene.element(id)
    if (line?.kind !== 'connector' || !isGlued(line.from) || !isGlued(line.to)) return false
    return line.from.element === from && line.to.element === to
  })
}
