/** Addresses that the page's policy lets a picture come from. */
export function isShownPicture(url: string): boolean {
  return /^\/files\/[0-9a-f-]{36}\//.test(url) || url.startsWith('blob:')
}
