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
    entryPoints: { main: 'src/main.tsx' },
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
    metafile: true,
    legalComments: 'none',
    logLevel: 'warning',
  })
  const entry = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === 'src/main.tsx')
  if (entry === undefined) throw new Error('esbuild wrote no entry')
  const [main, { imports }] = entry
  const first = imports.filter(({ kind }) => kind === 'import-statement').map(({ path: name }) => name)
  const page = readFileSync(path.join(here, 'src/index.html'), 'utf8')
    .replace(
      '<!-- preloads -->',
      first.map((name) => `<link rel="modulepreload" href="${served(name)}" />`).join('\n    '),
    )
    .replace('/console/main.js', served(main))
  writeFileSync(path.join(dist, 'index.html'), page)
  for (const name of readdirSync(path.join(dist, 'assets'))) compress(path.join(dist, 'assets', name))
  const bytes = [main, ...first].map((name) => readFileSync(path.join(here, `${name}.br`)).length)
  console.log(
    `console: built; the first view loads ${Math.round(bytes.reduce((a, b) => a + b, 0) / 1024)} kB of script, compressed`,
  )
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
