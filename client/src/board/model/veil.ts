/** Words that stay out of the shared document until they are revealed (docs/adr/0016). */
export interface Veil {
  /** The private writing of now; new notes belong to it. */
  readonly round: string | null
  /** Whose notes are one's own. */
  readonly author: string
  /** One's own words for an element. */
  textOf(id: string): string
  write(id: string, text: string): void
}

/** How an element that was written privately is seen: by its writer, or covered. */
export type Veiled = 'own' | 'others'
