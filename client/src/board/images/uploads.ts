import { api, ApiError, NetworkError } from '../../common/api'
import { put, type UploadTarget } from '../../common/files/bring'
import { NotTaken } from '../../common/files/send'
import { t } from '../../common/i18n'
import { errorToast, toast } from '../../common/ui/toast'
import { LOCAL } from '../model/image'
import type { BoardSession } from '../ui/session'

interface Announced {
  readonly id: string
  readonly upload: UploadTarget
}

interface Asset {
  readonly id: string
  readonly width: number
  readonly height: number
}

interface Upload {
  readonly file: File
  announced: string | null
  isStuck: boolean
}

const AT_ONCE = 3
const AGAIN_MS = 20_000

/** Pictures on their way to the server; the board shows them meanwhile from this device. */
export class ImageUploads {
  private readonly uploads = new Map<string, Upload>()
  private running = 0

  constructor(private readonly session: BoardSession) {
    window.addEventListener('online', () => this.retryAll())
    window.addEventListener('beforeunload', (event) => {
      if (this.uploads.size > 0) event.preventDefault()
    })
  }

  /** Shows `file` in the element at once, and brings it. */
  bring(element: string, file: File): void {
    this.session.editor.renderer.putPicture(LOCAL + element, file)
    this.uploads.set(element, { file, announced: null, isStuck: false })
    this.pump()
  }

  isStuck(element: string): boolean {
    return this.uploads.get(element)?.isStuck === true
  }

  isUnderWay(element: string): boolean {
    return this.uploads.has(element)
  }

  retryAll(): void {
    for (const upload of this.uploads.values()) upload.isStuck = false
    this.pump()
  }

  private pump(): void {
    for (const [element, upload] of this.uploads) {
      if (this.running >= AT_ONCE) return
      if (upload.isStuck || this.current.has(upload)) continue
      this.running++
      this.current.add(upload)
      void this.run(element, upload).finally(() => {
        this.running--
        this.current.delete(upload)
        this.pump()
      })
    }
  }

  private readonly current = new Set<Upload>()

  private async run(element: string, upload: Upload): Promise<void> {
    try {
      const asset = await this.brought(upload)
      if (this.uploads.get(element) === upload) this.keep(element, upload.file, asset)
    } catch (error) {
      if (isPassing(error)) this.wait(upload)
      else this.giveUp(element, error)
    }
    this.session.editor.signals.emit('scene')
  }

  private async brought(upload: Upload): Promise<Asset> {
    const path = `boards/${this.session.data.id}/assets`
    const { file } = upload
    const { id, upload: target } = await this.begun(path, upload)
    const signal = new AbortController().signal
    await put(target, { file, signal, progress: () => undefined })
    return api.post<Asset>(`${path}/${id}/confirm`)
  }

  /** What an earlier try brought of it is not sent again. */
  private async begun(path: string, upload: Upload): Promise<Announced> {
    const { file, announced } = upload
    if (announced !== null) {
      const again = await api
        .post<Announced>(`${path}/${announced}/resume`)
        .catch((error: unknown) => {
          if (error instanceof ApiError && error.status === 404) return null
          throw error
        })
      if (again) return again
    }
    const form = { name: file.name || 'image', size: file.size, media_type: file.type }
    const made = await api.post<Announced>(path, form)
    upload.announced = made.id
    return made
  }

  private keep(element: string, file: File, { id, width, height }: Asset): void {
    const { editor } = this.session
    this.uploads.delete(element)
    editor.renderer.putPicture(id, file)
    editor.document.amend(element, { asset: id, size: [width, height] })
  }

  private wait(upload: Upload): void {
    upload.isStuck = true
    toast(t('A picture could not be brought yet. It is tried again.'), {
      kind: 'error',
      undo: () => this.retryAll(),
      actionLabel: t('Try now'),
    })
    setTimeout(() => this.retryAll(), AGAIN_MS)
  }

  private giveUp(element: string, error: unknown): void {
    const { editor } = this.session
    this.uploads.delete(element)
    const words = error instanceof ApiError ? error.words : t('The picture could not be brought.')
    errorToast(words)
    // Nobody else would ever see what it shows.
    if (editor.scene.element(element) && !editor.scene.element(element)?.asset) {
      editor.dispatch({ changes: [{ type: 'remove', id: element }] })
    }
  }
}

function isPassing(error: unknown): boolean {
  if (error instanceof NetworkError || error instanceof NotTaken) return true
  return error instanceof ApiError && (error.status >= 500 || error.status === 429)
}
