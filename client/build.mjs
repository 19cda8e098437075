// Builds the client into ../static/dist: page scripts, workers, styles, fonts and the icons that
// templates name. `--watch` rebuilds on change; `--dev` keeps source maps and readable code.
import { readFileSync, readdirSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as esbuild from 'esbuild'

const here = dirname(fileURLToPath(import.meta.url))
const root = resolve(here, '..')
const out = join(root, 'static', 'dist')
const watch = process.argv.includes('--watch')
const dev = watch || process.argv.includes('--dev')

const templateRoots = ['templates', 'teamflow', 'accounts', 'tasks', 'boards', 'ai', 'integrations']

/** Every file below `folder` that `wanted` accepts, caches and dependencies left out. */
function filesBelow(folder, wanted) {
  let entries = []
  try {
    entries = readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
  return entries.flatMap((entry) => {
    if (entry.name.startsWith('.') || ['node_modules', '__pycache__'].includes(entry.name))
      return []
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return filesBelow(path, wanted)
    return wanted(entry.name) ? [path] : []
  })
}

function entriesIn(folder, wanted) {
  const paths = filesBelow(join(here, folder), wanted)
  return Object.fromEntries(
    paths.map((path) => [relative(here, path).split('/').at(-1).replace(/\.ts$/, ''), path]),
  )
}

const isScript = (name) => name.endsWith('.ts') && !name.endsWith('.test.ts')

const shared = {
  bundle: true,
  metafile: true,
  minify: !dev,
  sourcemap: dev ? 'linked' : false,
  target: ['es2022', 'chrome109', 'firefox115', 'safari16.4'],
  outdir: out,
  logLevel: 'warning',
  legalComments: 'none',
  define: { 'process.env.NODE_ENV': JSON.stringify(dev ? 'development' : 'production') },
}

/** Pages share chunks, so that a custom element is defined once however many scripts a page has. */
function builds() {
  return [
    {
      ...shared,
      entryPoints: entriesIn('src/pages', isScript),
      format: 'esm',
      splitting: true,
      chunkNames: 'chunks/[name]-[hash]',
    },
    {
      // Workers and scripts that must run before the first paint: one plain file each.
      ...shared,
      entryPoints: {
        ...entriesIn('src/head', isScript),
        ...entriesIn('src', (name) => name.endsWith('.worker.ts')),
      },
      format: 'iife',
    },
    {
      ...shared,
      entryPoints: { app: join(here, 'styles', 'app.css') },
      // Browsers of the target list know nesting and OKLCH well enough; nothing is rewritten.
      target: ['esnext'],
      loader: { '.woff2': 'file', '.svg': 'dataurl' },
      assetNames: 'fonts/[name]',
    },
  ]
}

/** Writes the icons that templates and Python name (any quoted word that is a lucide icon). */
function writeIcons() {
  const folder = join(here, 'node_modules', 'lucide-static', 'icons')
  const known = new Set(readdirSync(folder).map((name) => name.replace(/\.svg$/, '')))
  const isSource = (name) => name.endsWith('.html') || name.endsWith('.py')
  const named = new Set()
  for (const base of templateRoots)
    for (const path of filesBelow(join(root, base), isSource))
      for (const [, word] of readFileSync(path, 'utf8').matchAll(/["']([a-z][a-z0-9-]*)["']/g))
        if (known.has(word)) named.add(word)
  const shapes = [...named].sort().map((name) => {
    const svg = readFileSync(join(folder, `${name}.svg`), 'utf8')
    const body = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'))
    return [name, body.replace(/\s*\n\s*/g, '')]
  })
  writeFileSync(join(out, 'icons.json'), JSON.stringify(Object.fromEntries(shapes)))
}

/** The newest change among the sources that esbuild does not watch itself. */
function stamp() {
  const paths = [
    ...templateRoots.flatMap((base) =>
      filesBelow(join(root, base), (name) => name.endsWith('.html')),
    ),
    ...filesBelow(join(here, 'src', 'pages'), isScript),
  ]
  return paths.length + ':' + Math.max(0, ...paths.map((path) => statSync(path).mtimeMs))
}

const HOUR = 3_600_000

/**
 * Removes what earlier builds left, once nobody asks for it any more: a page that was open before
 * this build still loads its own chunks.
 */
function removeStale(results) {
  const written = new Set([join(out, 'icons.json')])
  for (const { metafile } of results)
    for (const path of Object.keys(metafile.outputs)) written.add(resolve(path))
  const isOld = (path) => Date.now() - statSync(path).mtimeMs > HOUR
  for (const path of filesBelow(out, () => true))
    if (!written.has(path) && isOld(path)) rmSync(path, { force: true })
}

async function main() {
  const started = performance.now()
  process.chdir(here)
  mkdirSync(out, { recursive: true })
  writeIcons()
  if (!watch) {
    removeStale(await Promise.all(builds().map((options) => esbuild.build(options))))
    console.log(`Client built in ${Math.round(performance.now() - started)} ms`)
    return
  }
  const contexts = await Promise.all(builds().map((options) => esbuild.context(options)))
  await Promise.all(contexts.map((context) => context.watch()))
  let last = stamp()
  setInterval(() => {
    const now = stamp()
    if (now !== last) writeIcons()
    last = now
  }, 1000)
  console.log('Watching the client')
}

await main()
