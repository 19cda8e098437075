/** A picture that was chosen, with its size as it is seen. */
export interface ReadPicture {
  readonly file: File
  readonly width: number
  readonly height: number
}

export const TAKEN = 'image/png,image/jpeg,image/gif,image/webp,image/avif,image/svg+xml'
/** Drawings without pixels of their own become so large. */
const DRAWN = 2048

export function isPicture({ type }: File | DataTransferItem): boolean {
  return type.startsWith('image/')
}

/** The picture in a file; null for what the browser cannot show. An SVG becomes a PNG here. */
export async function readPicture(file: File): Promise<ReadPicture | null> {
  try {
    if (file.type === 'image/svg+xml') return await drawSvg(file)
    const bitmap = await createImageBitmap(file)
    const { width, height } = bitmap
    bitmap.close()
    return { file, width, height }
  } catch {
    return null
  }
}

/** As an `<img>`, so that nothing in it runs or loads. */
async function drawSvg(file: File): Promise<ReadPicture | null> {
  const url = URL.createObjectURL(file)
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const [across, down] = [image.naturalWidth || 300, image.naturalHeight || 150]
    const factor = DRAWN / Math.max(across, down)
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(across * factor))
    canvas.height = Math.max(1, Math.round(down * factor))
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
    if (!blob) return null
    const name = file.name.replace(/\.svg$/i, '') || 'image'
    const png = new File([blob], `${name}.png`, { type: 'image/png' })
    return { file: png, width: across, height: down }
  } finally {
    URL.revokeObjectURL(url)
  }
}
