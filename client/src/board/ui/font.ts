const PATIENCE_MS = 600

/** Waits until the page can measure its letters, though not for ever. */
export async function lettersReady(): Promise<void> {
  const faces = ['400 16px "Inter Variable"', '600 16px "Inter Variable"']
  const loaded = Promise.all(faces.map((face) => document.fonts.load(face)))
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))
  await Promise.race([loaded.catch(() => undefined), patience])
}

/**
 * The address of the interface's own letters, so that the worker that draws tiles can load them
 * as well. The stylesheet knows it: its build gives files names that change with their content.
 */
export function interFontUrl(): string | undefined {
  for (const sheet of document.styleSheets) {
    for (const rule of facesIn(sheet)) {
      const range = rule.style.getPropertyValue('unicode-range')
      const isLatin = range === '' || /U\+0{0,4}-(00)?FF/i.test(range)
      const source = /url\(["']?([^"')]+)["']?\)/.exec(rule.style.getPropertyValue('src'))?.[1]
      if (isLatin && source !== undefined && isInter(rule)) {
        return new URL(source, sheet.href ?? location.href).href
      }
    }
  }
  return undefined
}

function isInter(rule: CSSFontFaceRule): boolean {
  const isUpright = !rule.style.getPropertyValue('font-style').includes('italic')
  return isUpright && rule.style.getPropertyValue('font-family').includes('Inter Variable')
}

function facesIn(list: CSSStyleSheet | CSSGroupingRule): CSSFontFaceRule[] {
  let rules: CSSRuleList
  try {
    rules = list.cssRules
  } catch {
    return [] // a stylesheet of another origin may not be read
  }
  return [...rules].flatMap((rule) => {
    if (rule instanceof CSSFontFaceRule) return [rule]
    if (rule instanceof CSSImportRule) return rule.styleSheet ? facesIn(rule.styleSheet) : []
    return rule instanceof CSSGroupingRule ? facesIn(rule) : []
  })
}
