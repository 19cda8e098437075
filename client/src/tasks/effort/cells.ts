/** Writing cells of one's timesheet: at once on the screen, with a way back for each. */

import { api, ApiError } from '../../common/api'
import { t } from '../../common/i18n'
import { toast } from '../../common/ui/toast'
import { dayWords, type Entered } from './grid'
import { minutesWords } from './minutes'
import { cellName, type Typed } from './week'

type Body = { readonly minutes: number } | { readonly entries: readonly unknown[] }
type Back = () => Promise<void>

export class Cells {
  #typed = new Map<string, number>()
  #backs: readonly Back[] = []
  /** One write after the other: the last typed is the last that the server hears. */
  #turn: Promise<unknown> = Promise.resolve()
  readonly #draw: () => void
  readonly #reload: () => Promise<void>

  constructor(draw: () => void, reload: () => Promise<void>) {
    this.#draw = draw
    this.#reload = reload
  }

  get typed(): Typed {
    return this.#typed
  }

  /** Cells that wait for their answer; only the last word for each counts. */
  async enter(entered: Entered): Promise<void> {
    const { task, day, minutes } = entered
    const name = cellName(task.id, day)
    this.#typed = new Map(this.#typed).set(name, minutes)
    this.#draw()
    const written = this.#put(entered, { minutes })
    const back = this.#wayBack(entered, written)
    if ((await written) === null) {
      this.#backs = this.#backs.filter((each) => each !== back)
    } else {
      const words = { amount: minutesWords(minutes), key: task.key, day: dayWords(day) }
      toast(t('%(amount)s on %(key)s, %(day)s', words), { undo: back })
      await this.#reload()
    }
    if (this.#typed.get(name) !== minutes) return
    this.#typed = new Map([...this.#typed].filter(([each]) => each !== name))
    this.#draw()
  }

  /** Take back the newest that was not taken back. */
  undo(): void {
    void this.#backs.at(-1)?.()
  }

  get canUndo(): boolean {
    return this.#backs.length > 0
  }

  /** There at once: who takes a cell back before its answer came waits for that. */
  #wayBack(entered: Entered, written: Promise<readonly unknown[] | null>): Back {
    const back = async (): Promise<void> => {
      if (!this.#backs.includes(back)) return
      this.#backs = this.#backs.filter((each) => each !== back)
      const entries = await written
      if (entries !== null && (await this.#put(entered, { entries })) !== null) await this.#reload()
    }
    this.#backs = [...this.#backs, back]
    return back
  }

  /** What the day held before; null, with words, where it was refused. */
  async #put(entered: Entered, body: Body): Promise<readonly unknown[] | null> {
    const { task, day } = entered
    try {
      const path = `tasks/${task.id}/time`
      const put = () => api.put<{ before: unknown[] }>(path, { day, ...body })
      const answer = this.#turn.then(put)
      this.#turn = answer.catch(() => undefined)
      return (await answer).before
    } catch (error) {
      const isRefused = error instanceof ApiError
      toast(isRefused ? error.words : t('The server does not answer.'), {
        kind: 'error',
        seconds: isRefused ? 8 : 60,
        ...(isRefused || !('minutes' in body)
          ? {}
          : { actionLabel: t('Try again'), undo: () => this.enter(entered) }),
      })
      return null
    }
  }
}
