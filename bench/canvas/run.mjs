// Measures TeamFlow's canvas beside Excalidraw's in the same run: CPU milliseconds a frame over all
// of the browser's processes. `node bench/canvas/run.mjs [--json] [--n 1000,10000] [--reps 2]
// [--url http://127.0.0.1:8000]`; without a URL it serves the built client by itself.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, extname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { makeScene } from './scene.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    n: { type: 'string', default: '1000,10000' },
    reps: { type: 'string', default: '2' },
    url: { type: 'string' },
    pages: { type: 'string', default: 'teamflow,excalidraw' },
    browser: { type: 'string', default: process.env.CHROMIUM ?? '/usr/bin/chromium' },
    dist: { type: 'string', default: resolve(here, '../../static/dist') },
    shots: { type: 'string' },
  },
})
if (!existsSync(join(here, 'node_modules'))) {
  const command = ['ci', '--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts']
  execFileSync('npm', command, { cwd: here, stdio: ['ignore', 2, 2] })
}
const { build } = await import('esbuild')
const { chromium } = await import('playwright-core')
const { browserProcess, cpuOf } = await import('./processes.mjs')

const GATES = { pan_1: 0.35, pan_02: 0.25, zoom: 0.35, drag: 0.45 }
const VIEW = { width: 1280, height: 800 }
const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const TYPES = {
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

// With --json the table goes beside the answer, to the terminal.
const say = (text) => (options.json ? process.stderr : process.stdout).write(`${text}\n`)

async function buildExcalidraw(folder) {
  await build({
    absWorkingDir: here,
    entryPoints: ['excalidraw.jsx'],
    outdir: folder,
    bundle: true,
    minify: true,
    format: 'esm',
    splitting: true,
    jsx: 'automatic',
    target: 'chrome109',
    conditions: ['production'],
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.IS_PREACT': '"false"' },
    loader: { '.woff2': 'file', '.svg': 'dataurl', '.png': 'dataurl' },
    logLevel: 'error',
  })
}

function page(name) {
  const head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>bench</title>'
  if (name === 'teamflow') {
    return `${head}<link rel="stylesheet" href="/dist/app.css"><body class="board-page">
      <main class="board-bench" id="bench" data-worker="/dist/tiles.worker.js"></main>
      <script type="module" src="/dist/bench-canvas.js"></script>`
  }
  return `${head}<link rel="stylesheet" href="/other/excalidraw.css"><body><div id="root"></div>
    <script>window.EXCALIDRAW_ASSET_PATH = '/assets/'</script>
    <script type="module" src="/other/excalidraw.js"></script>`
}

/** Serves the pages, the built client, and Excalidraw's own files. */
async function serve(other) {
  const assets = join(here, 'node_modules/@excalidraw/excalidraw/dist/prod')
  const folders = { dist: resolve(options.dist), other, assets }
  const server = createServer((request, response) => {
    const [, first, ...rest] = decodeURIComponent(request.url.split('?')[0]).split('/')
    if (first === 'teamflow' || first === 'excalidraw') {
      response.writeHead(200, { 'content-type': 'text/html' })
      return response.end(page(first))
    }
    const folder = folders[first]
    const path = folder && resolve(folder, ...rest)
    if (!path?.startsWith(folder) || !existsSync(path)) {
      response.writeHead(404)
      return response.end()
    }
    response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' })
    response.end(readFileSync(path))
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  return server
}

async function measure(name, address, count) {
  const profile = mkdtempSync(join(tmpdir(), 'canvas-bench-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: options.browser,
    headless: false,
    viewport: VIEW,
    args: FLAGS,
  })
  try {
    const tab = context.pages()[0] ?? (await context.newPage())
    const root = browserProcess(profile)
    await tab.exposeFunction('cpuMilliseconds', () => cpuOf(root))
    await tab.goto(address)
    const isReady = name === 'teamflow' ? 'window.bench !== undefined' : 'window.isReady === true'
    await tab.waitForFunction(isReady, undefined, { timeout: 60000 })
    await tab.evaluate(readFileSync(join(here, 'phases.mjs'), 'utf8'))
    const result = await tab.evaluate((scene) => window.runPhases(scene), makeScene(count))
    if (options.shots) await tab.screenshot({ path: join(options.shots, `${name}-${count}.png`) })
    return result
  } finally {
    await context.close()
    rmSync(profile, { recursive: true, force: true })
  }
}

/** Of several runs the one that other processes disturbed least. */
function best(results) {
  const least = (name) =>
    results
      .map((result) => result[name])
      .reduce((a, b) => (a.cpu_ms_per_frame <= b.cpu_ms_per_frame ? a : b))
  const phases = Object.fromEntries(Object.keys(GATES).map((name) => [name, least(name)]))
  const smallest = (name) => Math.min(...results.map((result) => result[name]))
  return { load_ms: smallest('load_ms'), fit_all_ms: smallest('fit_all_ms'), ...phases }
}

/** The gates are for large boards; small ones are near the cost of showing a frame at all. */
const GATED_FROM = 10000

function compare(ours, theirs, count) {
  return Object.fromEntries(
    Object.entries(GATES).map(([name, gate]) => {
      const ratio = ours[name].cpu_ms_per_frame / theirs[name].cpu_ms_per_frame
      const rounded = Math.round(ratio * 100) / 100
      return [
        name,
        count < GATED_FROM ? { ratio: rounded } : { ratio: rounded, gate, met: ratio <= gate },
      ]
    }),
  )
}

function table(report) {
  for (const { n, pages, against } of report) {
    say(`\n${n} elements: CPU ms a frame (p95 frame, ms)`)
    for (const [name, result] of Object.entries(pages)) {
      const cells = Object.keys(GATES).map((phase) => {
        const { cpu_ms_per_frame: cpu, p95_ms: p95 } = result[phase]
        return `${phase} ${cpu} (${p95})`
      })
      say(`  ${name.padEnd(11)} ${cells.join('   ')}   fit-all ${result.fit_all_ms} ms`)
    }
    for (const [phase, { ratio, gate, met }] of Object.entries(against ?? {})) {
      const verdict = gate === undefined ? '' : `, gate ${gate}: ${met ? 'met' : 'NOT met'}`
      say(`  ${phase}: ${ratio} of Excalidraw${verdict}`)
    }
  }
}

const other = mkdtempSync(join(tmpdir(), 'canvas-other-'))
await buildExcalidraw(other)
const server = await serve(other)
const base = `http://127.0.0.1:${server.address().port}`
const names = options.pages.split(',')
const report = []
for (const n of options.n.split(',').map(Number)) {
  const results = Object.fromEntries(names.map((name) => [name, []]))
  for (let rep = 0; rep < Number(options.reps); rep++) {
    for (const name of names) {
      const isOurs = name === 'teamflow' && options.url
      const address = isOurs ? `${options.url}/bench/canvas` : `${base}/${name}`
      results[name].push(await measure(name, address, n))
    }
  }
  const pages = Object.fromEntries(names.map((name) => [name, best(results[name])]))
  const against = names.length === 2 ? compare(pages.teamflow, pages.excalidraw, n) : undefined
  report.push({ n, pages, ...(against && { against }) })
}
server.close()
rmSync(other, { recursive: true, force: true })
table(report)
if (options.json) process.stdout.write(`${JSON.stringify({ canvas: report }, null, 2)}\n`)
process.exit(0)
