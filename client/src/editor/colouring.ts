/** Code of rendered texts in the colours that the editor gives it. */

import { classHighlighter, highlightCode } from '@lezer/highlight'
import { languageNamed } from './languages'

/** The pieces of `source`, each with its class; null where the language is not known. */
export async function colouredCode(source: string, name: string): Promise<Node[] | null> {
  const language = await languageNamed(name)
  if (language === null) return null
  const parts: Node[] = []
  const tree = language.language.parser.parse(source)
  highlightCode(
    source,
    tree,
    classHighlighter,
    (text, classes) => {
      if (classes === '') {
        parts.push(document.createTextNode(text))
        return
      }
      const element = document.createElement('span')
      element.className = classes
      element.textContent = text
      parts.push(element)
    },
    () => parts.push(document.createTextNode('\n')),
  )
  return parts
}
