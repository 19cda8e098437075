import { ArrowLeft, Check } from 'lucide-static'
import { expect, test } from 'vitest'
import { iconMarkup } from './icons'

test('an icon without a name is hidden from screen readers', () => {
  expect(iconMarkup(Check)).toBe(
    '<svg class="icon icon-16" viewBox="0 0 24 24" aria-hidden="true"><path d="M20 6 9 17l-5-5" /></svg>',
  )
})

test('a name is escaped, and a directional icon may be turned', () => {
  const markup = iconMarkup(ArrowLeft, { label: '"Back" <', size: 20, flip: true })

  expect(markup).toContain('role="img" aria-label="&quot;Back&quot; &lt;"')
  expect(markup).toContain('class="icon icon-20 icon-flip"')
})
