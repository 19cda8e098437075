/** What a key means on a row of the list. Pure. */

export type ListCommand =
  | { readonly kind: 'step'; readonly by: number; readonly isChoosing: boolean }
  | { readonly kind: 'end'; readonly isLast: boolean }
  | { readonly kind: 'side'; readonly by: 1 | -1 }
  | { readonly kind: 'edit' }
  | { readonly kind: 'choose' }
  | { readonly kind: 'choose-all' }
  | { readonly kind: 'back' }
  | { readonly kind: 'delete' }
  | { readonly kind: 'lift' }
  | { readonly kind: 'open' }

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

const PAGE = 12

/** `isTitle`: on the title and on heads letters and Space have a meaning, on values they open them. */
export function commandOf(
  event: Pressed,
  isTitle: boolean,
  isRightToLeft: boolean,
): ListCommand | null {
  if (event.altKey) return null
  if (event.ctrlKey || event.metaKey) return event.key === 'a' ? { kind: 'choose-all' } : null
  switch (event.key) {
    case 'ArrowDown':
    case 'J':
    case 'j':
      return { kind: 'step', by: 1, isChoosing: event.shiftKey }
    case 'ArrowUp':
    case 'K':
    case 'k':
      return { kind: 'step', by: -1, isChoosing: event.shiftKey }
    case 'PageDown':
      return { kind: 'step', by: PAGE, isChoosing: false }
    case 'PageUp':
      return { kind: 'step', by: -PAGE, isChoosing: false }
    case 'Home':
      return { kind: 'end', isLast: false }
    case 'End':
      return { kind: 'end', isLast: true }
    case 'ArrowRight':
      return { kind: 'side', by: isRightToLeft ? -1 : 1 }
    case 'ArrowLeft':
      return { kind: 'side', by: isRightToLeft ? 1 : -1 }
    case 'Escape':
      return { kind: 'back' }
    case 'x':
      return { kind: 'choose' }
    case 'Delete':
      return { kind: 'delete' }
    case 'F2':
      return { kind: 'edit' }
    default:
      return isTitle ? onTitle(event.key) : null
  }
}

function onTitle(key: string): ListCommand | null {
  if (key === 'e') return { kind: 'edit' }
  if (key === 'Enter') return { kind: 'open' }
  return key === ' ' ? { kind: 'lift' } : null
}
