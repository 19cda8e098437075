import {
  BringToFront,
  Eye,
  EyeOff,
  Lock,
  LockOpen,
  PenLine,
  SendToBack,
  Spline,
  Tag,
  Trash2,
} from 'lucide-static'
import { rankBetween } from '../../common/rank'
import { t } from '../../common/i18n'
import { announce } from '../../common/ui/announce'
import type { MenuItem } from '../../common/ui/menu'
import type { Editor } from '../editor'
import type { Drawable } from '../model/drawable'
import { compareDepth, holdsText, newElementId } from '../model/element'
import { restackElements } from '../model/arrange'
import type { ContentPatch } from '../model/transaction'
import { describe } from '../ui/outline'

/** What the outline asks of the panel that shows it. */
export interface OutlineHost {
  readonly editor: Editor
  /** The element from which a connector is to be drawn. */
  source: string | null
  write(id: string, what: 'text' | 'name'): void
  draw(): void
}

/** What can be done from a line of the outline. */
export function rowMenu(host: OutlineHost, element: Drawable): MenuItem[] {
  const { editor } = host
  const { id, locked = false, hidden = false } = element
  const set = (content: ContentPatch) => () =>
    editor.dispatch({ changes: [{ type: 'content', id, content }] })
  const stack = (move: 'front' | 'back') => () =>
    editor.dispatch({ changes: restackElements(editor.scene, [element], move) })
  const isWritten = holdsText(element.kind) && !locked
  return [
    ...(isWritten
      ? [{ label: t('Edit the text'), icon: PenLine, run: () => host.write(id, 'text') }]
      : []),
    { label: t('Rename'), icon: Tag, run: () => host.write(id, 'name') },
    ...connectItems(host, element),
    {
      label: locked ? t('Unlock') : t('Lock'),
      icon: locked ? LockOpen : Lock,
      run: set({ locked: locked ? undefined : true }),
    },
    {
      label: hidden ? t('Show') : t('Hide'),
      icon: hidden ? Eye : EyeOff,
      run: set({ hidden: hidden ? undefined : true }),
    },
    { label: t('Bring to front'), icon: BringToFront, run: stack('front') },
    { label: t('Send to back'), icon: SendToBack, run: stack('back') },
    ...(locked
      ? []
      : [
          {
            label: t('Delete'),
            icon: Trash2,
            isDangerous: true,
            run: () => editor.dispatch({ changes: [{ type: 'remove', id }] }),
          },
        ]),
  ]
}

function connectItems(host: OutlineHost, element: Drawable): MenuItem[] {
  if (element.kind === 'connector' || element.kind === 'group') return []
  const source = host.editor.scene.drawable(host.source ?? '')
  const begin: MenuItem = {
    label: t('Connect from here'),
    icon: Spline,
    run: () => {
      host.source = element.id
      host.draw()
      announce(t('Choose what to connect to, then “Connect to here” in its menu.'))
    },
  }
  if (!source || source.id === element.id) return [begin]
  const end: MenuItem = {
    label: t('Connect to here'),
    hint: describe(source).slice(0, 40),
    icon: Spline,
    run: () => connect(host, source, element),
  }
  return [end, begin]
}

function connect(host: OutlineHost, from: Drawable, to: Drawable): void {
  const { editor } = host
  host.source = null
  const id = newElementId()
  editor.dispatch({
    changes: [
      {
        type: 'add',
        element: {
          id,
          kind: 'connector',
          x: from.x,
          y: from.y,
          width: Math.abs(to.x - from.x),
          height: Math.abs(to.y - from.y),
          rotation: 0,
          z: editor.rankOnTop(),
          style: editor.styleFor('connector'),
          text: '',
          route: editor.routeFor(true),
          from: { element: from.id },
          to: { element: to.id },
        },
      },
    ],
  })
  announce(t('%(from)s is connected to %(to)s.', { from: describe(from), to: describe(to) }))
}

/** Puts an element right in front of another one, or right behind it. */
export function restackBeside(editor: Editor, id: string, other: string, isInFront: boolean): void {
  const goal = editor.scene.element(other)
  const element = editor.scene.element(id)
  if (!goal || !element || goal.id === id || !editor.canEdit) return
  const stack = [...editor.scene.all()].filter((each) => each.id !== id).sort(compareDepth)
  const at = stack.findIndex((each) => each.id === other)
  const [below, above] = isInFront ? [stack[at], stack[at + 1]] : [stack[at - 1], stack[at]]
  const low = below?.z ?? null
  const high = above?.z ?? null
  // Two that two people made at once may have one rank: then it goes above both.
  const z =
    low !== null && high !== null && low >= high ? rankBetween(low, null) : rankBetween(low, high)
  editor.dispatch({ changes: [{ type: 'place', id, geometry: { z } }] })
}
