/** A file on its way to a task: announced, put where the server says, looked at, kept. */

import { api } from '../common/api'

export interface KeptFile {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly media_type: string
}

interface Announced {
  readonly id: string
  readonly upload: {
    readonly url: string
    readonly method: string
    readonly headers: Readonly<Record<string, string>>
  }
}

/** Bring `file` to the task; `progress` hears from 0 to 1. */
export async function bringFile(
  taskId: string,
  file: File,
  progress: (done: number) => void = () => undefined,
): Promise<KeptFile> {
  const { id, upload } = await api.post<Announced>(`tasks/${taskId}/attachments/presigned`, {
    name: file.name || 'image.png',
    size: file.size,
    media_type: file.type,
  })
  await put(upload, file, progress)
  return api.post<KeptFile>(`tasks/${taskId}/attachments/${id}/confirm`)
}

function put(
  upload: Announced['upload'],
  file: File,
  progress: (done: number) => void,
): Promise<void> {
  // fetch() tells nothing of how much went out; XMLHttpRequest does.
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(upload.method, upload.url)
    for (const [name, value] of Object.entries(upload.headers))
      request.setRequestHeader(name, value)
    request.upload.addEventListener('progress', ({ loaded, total }) => progress(loaded / total))
    request.addEventListener('load', () => {
      if (request.status < 300) resolve()
      else reject(new Error(`HTTP ${String(request.status)}`))
    })
    request.addEventListener('error', () => reject(new Error('The line was cut')))
    request.send(file)
  })
}

/** A kept file as Markdown: a picture is shown, anything else is a link. */
export function markdownOf(file: KeptFile): string {
  const name = file.name.replace(/[[\]\\]/g, '')
  const isPicture = /^image\/(png|jpeg|gif|webp)$/.test(file.media_type)
  return `${isPicture ? '!' : ''}[${name}](${file.url})`
}
