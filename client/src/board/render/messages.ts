import type { Drawable } from '../model/drawable'
import type { BoardTheme } from '../model/palette'
import type { TileId } from './tile'

/** What the page tells the worker that draws tiles; messages are taken in their order. */
export type ToWorker =
  | { readonly type: 'font'; readonly url: string; readonly epoch: number }
  | { readonly type: 'theme'; readonly theme: BoardTheme; readonly epoch: number }
  | { readonly type: 'load'; readonly drawables: readonly Drawable[]; readonly epoch: number }
  | {
      readonly type: 'patch'
      readonly put: readonly Drawable[]
      readonly removed: readonly string[]
      readonly epoch: number
    }
  /** These elements are being dragged: they live on the overlay, not in tiles. */
  | { readonly type: 'hide'; readonly ids: readonly string[]; readonly epoch: number }
  /** Where pictures are read. */
  | { readonly type: 'pictures'; readonly base: string; readonly epoch: number }
  /** A picture that is on this device. */
  | {
      readonly type: 'picture'
      readonly key: string
      readonly blob: Blob
      readonly epoch: number
    }
  /** Replaces the queue. */
  | { readonly type: 'want'; readonly tiles: readonly TileId[] }

export type FromWorker =
  | {
      readonly type: 'tile'
      readonly id: TileId
      readonly epoch: number
      readonly bitmap: ImageBitmap
    }
  | { readonly type: 'font-loaded' }
  /** These elements look different: their pictures are there. */
  | { readonly type: 'pictures-ready'; readonly elements: readonly string[] }
