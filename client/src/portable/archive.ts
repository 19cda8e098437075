/** A workspace from an archive: bring the file, wait, see what came. */

import { CircleAlert, CircleCheck, FileUp } from 'lucide-static'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { api, ApiError, csrfToken, NetworkError } from '../common/api'
import { t, tn } from '../common/i18n'
import { icon } from '../common/icons'
import { announce } from '../common/ui/announce'
import { watchJob, type JobOf } from '../tasks/import-job'
import { pageData, sizeWords, unreachable } from './words'

interface Result {
  readonly workspace: { readonly slug: string; readonly name: string }
  readonly projects: number
  readonly tasks: number
  readonly comments: number
  readonly boards: number
  readonly files: number
  readonly missing_files: readonly string[]
  readonly members: number
  readonly names: readonly { readonly name: string; readonly email: string }[]
  readonly paused: number
}

interface Target {
  readonly upload: string
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
}

type Job = JobOf<Result>

type Step =
  | { readonly name: 'choose'; readonly problem: string }
  | { readonly name: 'sending'; readonly percent: number }
  | { readonly name: 'running'; readonly job: Job }
  | { readonly name: 'done'; readonly result: Result }

export class TfWorkspaceArchive extends LitElement {
  static override properties = { step: { state: true }, isOver: { state: true } }

  declare step: Step
  declare isOver: boolean
  readonly #most = pageData<{ most: number }>().most
  #stop = new AbortController()

  constructor() {
    super()
    this.step = { name: 'choose', problem: '' }
    this.isOver = false
  }

  override createRenderRoot(): this {
    return this
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#stop.abort()
  }

  protected override render(): TemplateResult {
    const { step } = this
    switch (step.name) {
      case 'choose':
        return this.#choose(step.problem)
      case 'sending':
        return html`${progress(t('Sending the file'), step.percent)}
          <div class="form-actions">
            <button class="button" type="button" @click=${() => this.#abort()}>${t('Stop')}</button>
          </div>`
      case 'running':
        return html`${progress(t('Bringing in the workspace'), step.job.progress)}
          <p class="quiet">${t('Stopped before its end, nothing of it remains.')}</p>
          <div class="form-actions">
            <button class="button" type="button" @click=${() => void this.#cancel(step.job)}>
              ${t('Stop')}
            </button>
          </div>`
      case 'done':
        return done(step.result)
    }
  }

  #choose(problem: string): TemplateResult {
    return html`${
        problem === ''
          ? nothing
          : html`<div class="notice notice-error" role="alert">
              ${icon(CircleAlert)}<span>${problem}</span>
            </div>`
      }
      <label
        class="import-drop ${this.isOver ? 'is-over' : ''}"
        @dragover=${(event: DragEvent) => this.#over(event, true)}
        @dragleave=${(event: DragEvent) => this.#over(event, false)}
        @drop=${(event: DragEvent) => {
          this.#over(event, false)
          void this.#bring(event.dataTransfer?.files[0])
        }}
      >
        ${icon(FileUp, { size: 24 })}
        <strong>${t('Choose the archive, or drop it here')}</strong>
        <span class="quiet">
          ${t('The .zip file that “Export everything” of another TeamFlow made. Up to %(size)s.', {
            size: sizeWords(this.#most),
          })}
        </span>
        <input
          type="file"
          class="import-file"
          accept=".zip,application/zip"
          @change=${(event: Event) =>
            void this.#bring((event.target as HTMLInputElement).files?.[0])}
        />
      </label>`
  }

  #over(event: DragEvent, isOver: boolean): void {
    event.preventDefault()
    this.isOver = isOver
  }

  #abort(): void {
    this.#stop.abort()
    this.step = { name: 'choose', problem: '' }
  }

  async #bring(file: File | undefined): Promise<void> {
    if (file === undefined) return
    this.#stop = new AbortController()
    const { signal } = this.#stop
    this.step = { name: 'sending', percent: 0 }
    try {
      const target = await api.post<Target>('workspace-imports/presigned', { size: file.size })
      await put(target, file, signal, (percent) => (this.step = { name: 'sending', percent }))
      const { upload } = target
      const { job } = await api.post<{ job: Job }>('workspace-imports', { upload })
      this.#ended(await watchJob(job, signal, (now) => (this.step = { name: 'running', job: now })))
    } catch (error) {
      if (signal.aborted) return
      this.step = {
        name: 'choose',
        problem: error instanceof ApiError ? error.words : unreachable(),
      }
    }
  }

  #ended(job: Job): void {
    if (job.status === 'done' && job.result !== null) {
      this.step = { name: 'done', result: job.result }
      announce(t('The workspace is there.'))
    } else {
      const problem =
        job.status === 'cancelled' ? t('It was stopped. Nothing of it remains.') : job.error
      this.step = { name: 'choose', problem }
    }
  }

  async #cancel(job: Job): Promise<void> {
    await api.delete(`jobs/${job.id}`).catch(() => undefined)
  }
}

/** XMLHttpRequest, because fetch does not say how much of an upload has gone out. */
function put(
  target: Target,
  file: File,
  signal: AbortSignal,
  onProgress: (percent: number) => void,
): Promise<void> {
  const request = new XMLHttpRequest()
  return new Promise((resolve, reject) => {
    request.open(target.method, target.url)
    for (const [name, value] of Object.entries(target.headers))
      request.setRequestHeader(name, value)
    if (target.url.startsWith('/')) request.setRequestHeader('X-CSRFToken', csrfToken())
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded, total }) =>
      onProgress(Math.round((100 * loaded) / Math.max(1, total)))
    request.onerror = () => reject(new NetworkError('The upload was cut off'))
    request.onload = () => {
      if (request.status < 300) resolve()
      else
        reject(
          new ApiError(
            request.status,
            (request.response as { error?: object } | null)?.error ?? {},
          ),
        )
    }
    signal.addEventListener('abort', () => {
      request.abort()
      reject(new DOMException('Aborted', 'AbortError'))
    })
    request.send(file)
  })
}

function progress(title: string, percent: number): TemplateResult {
  return html`<div class="stack" role="status">
    <p>${title} … ${percent} %</p>
    <progress class="progress" max="100" .value=${percent} aria-label=${title}></progress>
  </div>`
}

function done(result: Result): TemplateResult {
  const facts: readonly (readonly [string, number])[] = [
    [t('Projects'), result.projects],
    [t('Tasks'), result.tasks],
    [t('Comments'), result.comments],
    [t('Boards'), result.boards],
    [t('Files'), result.files],
    [t('Members'), result.members],
  ]
  return html`<div class="notice notice-success" role="status">
      ${icon(CircleCheck)}<span>${t('“%(name)s” is there.', { name: result.workspace.name })}</span>
    </div>
    <dl class="import-facts">
      ${facts.map(
        ([name, count]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${count}</dd>
          </div>`,
      )}
    </dl>
    ${paused(result.paused)} ${names(result)} ${missing(result.missing_files)}
    <div class="form-actions">
      <a class="button button-primary button-large button-block" href="/w/${result.workspace.slug}/"
        >${t('Open the workspace')}</a
      >
    </div>`
}

function paused(count: number): TemplateResult | typeof nothing {
  if (count === 0) return nothing
  return html`<p class="quiet">
    ${tn(
      '%(count)s automation, series or service target came in switched off: switch it on when you work here.',
      '%(count)s automations, series and service targets came in switched off: switch them on when you work here.',
      count,
    )}
  </p>`
}

function names({ names: people, workspace }: Result): TemplateResult | typeof nothing {
  if (people.length === 0) return nothing
  return html`<details class="import-problems">
    <summary>
      ${tn(
        '%(count)s person has no account here: their name stays on what they wrote',
        '%(count)s people have no account here: their names stay on what they wrote',
        people.length,
      )}
    </summary>
    <ul>
      ${people.map(({ name, email }) => html`<li>${name} <span class="quiet">${email}</span></li>`)}
    </ul>
    <p><a href="/w/${workspace.slug}/members/">${t('Invite them')}</a></p>
  </details>`
}

function missing(files: readonly string[]): TemplateResult | typeof nothing {
  if (files.length === 0) return nothing
  return html`<details class="import-problems" open>
    <summary>
      ${tn(
        '%(count)s file was not in the archive',
        '%(count)s files were not in the archive',
        files.length,
      )}
    </summary>
    <ul>
      ${files.map((name) => html`<li>${name}</li>`)}
    </ul>
  </details>`
}

customElements.define('tf-workspace-archive', TfWorkspaceArchive)
