import type { BoardTheme } from '../../model/palette'
import type { Pen } from '../pen'
import type { Measure } from '../text-layout'

/** Where a shape is painted, and how closely it will be looked at. */
export interface Surface {
  readonly pen: Pen
  readonly theme: BoardTheme
  /** Pixels to a world unit. */
  readonly scale: number
  readonly measure: Measure
}

/** Below this many pixels to a unit, edges, shadows and arrowheads are not seen. */
export const COARSE_SCALE = 0.13
/** Letters smaller than this many pixels are drawn as bars. */
export const SMALLEST_LETTERS = 3
