/**
 * Builds the console into `console/dist`: types of the admin API from its OpenAPI document, then one bundle with a part
 * for each page, each file beside its compressed forms, so that serving it costs no compression. With --types it stops
 * after the types.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'esbuild'

import { EARLY, FIRST, parting } from './parting.ts'

const here = import.meta.dirname
const dist = path.join(here, 'dist')

execFileSync(
  path.join(here, 'node_modules/.bin/openapi-typescript'),
  [path.join(here, '../docs/admin-api.openapi.json'), '--output', path.join(here, 'src/admin-api.d.ts')],
  { stdio: ['ignore', 'ignore', 'inherit'] },
)
if (!process.argv.includes('--types')) await bundle()

async function bundle(): Promise<void> {
  rmSync(dist, { recursive: true, force: true })
  mkdirSync(dist)
  const { metafile } = await build({
    absWorkingDir: here,
    entryPoints: { main: FIRST, early: EARLY },
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: 'es2023',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    // A name changes with its content, so that browsers may keep files for good.
    entryNames: 'assets/[name]-[hash]',
    chunkNames: 'assets/[name]-[hash]',
    outdir: 'dist',
    plugins: [parting],
    metafile: true,
    legalComments: 'none',
    logLevel: 'warning',
  })
  const outputs = new Map(
    Object.entries(metafile.outputs).map(([name, { entryPoint, imports }]) => [
      name,
      { entryPoint, imports },
    ]),
  )
  const page = readFileSync(path.join(here, 'src/index.html'), 'utf8')
  const main = outputOf(FIRST, outputs)
  const first = neededBy(main, outputs)
  const withScripts = (names: Iterable<string>): string =>
    page
      .replace('<!-- preloads -->', [...names].map(preload).join('\n    '))
      .replace('/console/early.js', served(outputOf(EARLY, outputs)))
      .replace('/console/main.js', served(main))
  // The pages, each with its own scripts beside those of all.
  mkdirSync(path.join(dist, 'pages'))
  for (const [name, { entryPoint }] of outputs) {
    const folder = /^src\/pages\/([\w-]+)\/page\.tsx$/.exec(entryPoint ?? '')?.[1]
    if (folder === undefined) continue
    const needed = new Set([...first, ...neededBy(name, outputs)])
    writeFileSync(path.join(dist, 'pages', `${folder}.html`), withScripts(needed))
  }
  for (const name of readdirSync(path.join(dist, 'assets'))) compress(path.join(dist, 'assets', name))
  // For any other address, and last: whoever sees it finds the rest.
  writeFileSync(path.join(dist, 'index.html'), withScripts(first))
  const bytes = [...first].map((name) => readFileSync(path.join(here, `${name}.br`)).length)
  console.log(
    `console: built; the first view loads ${Math.round(bytes.reduce((a, b) => a + b, 0) / 1024)} kB of script, compressed`,
  )
}

interface Output {
  readonly entryPoint: string | undefined
  readonly imports: readonly { readonly path: string; readonly kind: string }[]
}

function outputOf(entryPoint: string, outputs: ReadonlyMap<string, Output>): string {
  const found = [...outputs].find(([, output]) => output.entryPoint === entryPoint)
  if (found === undefined) throw new Error(`esbuild wrote nothing for ${entryPoint}`)
  return found[0]
}

/** The output itself, and all that has to be there before it runs. */
function neededBy(
  name: string,
  outputs: ReadonlyMap<string, Output>,
  found = new Set<string>(),
): Set<string> {
  if (found.has(name)) return found
  found.add(name)
  for (const { path: other, kind } of outputs.get(name)?.imports ?? [])
    if (kind === 'import-statement') neededBy(other, outputs, found)
  return found
}

/** Without it a browser learns of each script when it has read the one that imports it. */
function preload(name: string): string {
  return `<link rel="modulepreload" href="${served(name)}" />`
}

/** `dist/assets/x.js` as browsers ask for it. */
function served(name: string): string {
  return name.replace(/^dist\//, '/console/')
}

function compress(file: string): void {
  const bytes = readFileSync(file)
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
}
