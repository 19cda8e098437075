/**
 * Styles set through the style object, element by element: Lit's own `styleMap` writes the first
 * time an attribute, which the page's content security policy refuses.
 */

import { noChange } from 'lit'
import { Directive, directive, type ElementPart } from 'lit/directive.js'

type Properties = Readonly<Record<string, string>>

class CssDirective extends Directive {
  override render(_properties: Properties): typeof noChange {
    return noChange
  }

  override update(part: ElementPart, [properties]: [Properties]): typeof noChange {
    const { style } = part.element as HTMLElement
    for (const [name, value] of Object.entries(properties)) {
      if (style.getPropertyValue(name) !== value) style.setProperty(name, value)
    }
    return noChange
  }
}

/** `<div ${css({ height: '8px' })}>` */
export const css = directive(CssDirective)
