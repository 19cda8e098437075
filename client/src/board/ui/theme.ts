import { isDark, onThemeChange } from '../../common/theme'
import { DARK_THEME, LIGHT_THEME, type BoardTheme } from '../model/palette'
import type { Editor } from '../editor'

export function boardTheme(): BoardTheme {
  return isDark() ? DARK_THEME : LIGHT_THEME
}

export function followTheme(editor: Editor): void {
  onThemeChange(() => editor.setTheme(boardTheme()))
}
