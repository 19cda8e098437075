import type { Point } from '../geometry/vec'
import type { Editor } from '../editor'

/** Where on the stage the pointer was last, over its bars as well; the middle before it came. */
export function pointerOn(main: HTMLElement, editor: Editor): () => Point {
  let at: Point | null = null
  const take = ({ clientX, clientY }: PointerEvent) => {
    const { left, top } = main.getBoundingClientRect()
    at = { x: clientX - left, y: clientY - top }
  }
  main.addEventListener('pointermove', take, { passive: true })
  main.addEventListener('pointerdown', take, { passive: true, capture: true })
  return () => at ?? { x: editor.view.width / 2, y: editor.view.height / 2 }
}
