import { ClipboardPaste, Copy, PaintRoller, Palette, Pipette, Shapes } from 'lucide-static'
import { t, tn } from '../../../common/i18n'
import { announce } from '../../../common/ui/announce'
import type { Editor } from '../../editor'
import type { Drawable } from '../../model/drawable'
import { mainColor, paintStyle, styleOf } from '../../model/style-copy'
import type { BoardAction } from '../actions'

/** The look of one element for others, its colour, and everything that is like it. */
export function styling(editor: Editor): BoardAction[] {
  const group = t('Style')
  const hasChosen = () => editor.canEdit && editor.selection.size > 0
  return [
    {
      id: 'board.painter',
      label: t('Format painter'),
      group,
      keys: 'b',
      icon: PaintRoller,
      place: 'more',
      words: t('copy style'),
      isEnabled: () => hasChosen() || (editor.canEdit && editor.tool.name === 'painter'),
      run: () => takeBrush(editor),
    },
    {
      id: 'board.copy-style',
      label: t('Copy style'),
      group,
      keys: 'mod+alt+c',
      icon: Copy,
      isEnabled: hasChosen,
      run: () => {
        editor.brush = { style: styleOfChosen(editor), isKept: false }
        announce(t('Style copied'))
      },
    },
    {
      id: 'board.paste-style',
      label: t('Paste style'),
      group,
      keys: 'mod+alt+v',
      icon: ClipboardPaste,
      isEnabled: () => hasChosen() && Object.keys(editor.brush.style).length > 0,
      run: () => editor.dispatch({ changes: paintStyle(editor.brush.style, editor.chosen) }),
    },
    {
      id: 'board.eyedropper',
      label: t('Take a colour from the board'),
      group,
      keys: 'alt+shift+i',
      icon: Pipette,
      place: 'more',
      words: t('eyedropper'),
      isEnabled: hasChosen,
      run: () => editor.use('eyedropper'),
    },
    ...alike(editor),
  ]
}

function styleOfChosen(editor: Editor) {
  const [first] = editor.chosen
  return first ? styleOf(first) : {}
}

/** Once for one element; a second time, and the brush stays in hand until Escape. */
function takeBrush(editor: Editor): void {
  if (editor.tool.name === 'painter') {
    editor.brush = { ...editor.brush, isKept: true }
    return announce(t('The format painter stays on until Escape'))
  }
  editor.brush = { style: styleOfChosen(editor), isKept: false }
  editor.use('painter')
  announce(t('Press the element that should look like this one'))
}

function alike(editor: Editor): BoardAction[] {
  const group = t('Board')
  const one = () => editor.chosen.find(({ kind }) => kind !== 'group')
  const choose = (isAlike: (one: Drawable, other: Drawable) => boolean) => {
    const first = one()
    if (!first) return
    const found = [...editor.scene.all()].filter(
      (other) => other.kind !== 'group' && !other.locked && isAlike(first, other),
    )
    editor.select([first, ...found].map(({ id }) => id))
    announce(tn('%(count)s element chosen', '%(count)s elements chosen', editor.selection.size))
  }
  return [
    {
      id: 'board.select-kind',
      label: t('Select all of this kind'),
      group,
      keys: 'alt+shift+k',
      icon: Shapes,
      place: 'more',
      isEnabled: () => one() !== undefined,
      run: () => choose((first, other) => first.kind === other.kind && first.pen === other.pen),
    },
    {
      id: 'board.select-color',
      label: t('Select all in this colour'),
      group,
      keys: 'alt+shift+c',
      icon: Palette,
      place: 'more',
      isEnabled: () => one() !== undefined,
      run: () => choose((first, other) => mainColor(first) === mainColor(other)),
    },
  ]
}
