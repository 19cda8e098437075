/** What spares work that was done before: values made once, and changes that change nothing. */

/** `make` that works only when something has changed: scrolling asks for the same again. */
export function remembered<Asked extends readonly unknown[], Made>(
  make: (...asked: Asked) => Made,
): (...asked: Asked) => Made {
  let known: { readonly asked: Asked; readonly made: Made } | null = null
  return (...asked) => {
    if (known?.asked.every((part, at) => part === asked[at]) !== true)
      known = { asked, made: make(...asked) }
    return known.made
  }
}

/** Whether two plain values differ in what they hold: for Lit's `hasChanged`. */
export function isOther(now: unknown, before: unknown): boolean {
  return JSON.stringify(now) !== JSON.stringify(before)
}
