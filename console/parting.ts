import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Plugin, PluginBuild } from 'esbuild'

/** What a browser loads for any page, and is in one file with all that it needs; paths below `console/`. */
export const FIRST = 'src/main.tsx'
/** What is run before that has come. */
export const EARLY = 'src/api/early.ts'

/**
 * How the console is parted into files; esbuild puts together what the same pages reach.
 *
 * Names that a file only hands on (`index.js` of the component library) are imported from the file that has them:
 * esbuild counts what each page reaches, whatever it uses of it, and through such a file that is the whole library
 * (https://github.com/evanw/esbuild/pull/1110, read 2026-11-21). Leaving the file out changes nothing where its package
 * says that it has no side effects, as those of Fluent UI do.
 *
 * What is loaded later reaches all of `FIRST`, which is there by then, so that all of that is one file and not as many
 * as there are sets of pages that share some of it.
 */
export const parting: Plugin = {
  name: 'parting',
  setup(build) {
    const doors = new Doors(build)
    const first = path.resolve(build.initialOptions.absWorkingDir ?? '.', FIRST)
    const later = new Set<string>()
    build.onResolve({ filter: /^\.\.?\// }, ({ kind, resolveDir, path: specifier }) => {
      if (kind === 'dynamic-import') later.add(path.resolve(resolveDir, specifier))
      return undefined
    })
    build.onLoad({ filter: FILES }, async ({ path: file }) => {
      const text = await rewritten(file, doors)
      return {
        contents: later.has(file) ? `${text}\nimport ${JSON.stringify(first)};\n` : text,
        loader: file.endsWith('.tsx') ? 'tsx' : file.endsWith('.ts') ? 'ts' : 'js',
      }
    })
  },
}

const FILES = /\/console\/src\/.*\.tsx?$|\/node_modules\/@fluentui\/[\w-]+\/lib\/.*\.js$/
const LIBRARY = /^@fluentui\/|^\.\.?\//
const COMMENT = /\/\*[\s\S]*?\*\/|\/\/[^\n]*/g
const IMPORT = /^import \{([^}]*)\} from ['"]([^'"]+)['"];?$/gm
const EXPORT = /^export \{([^}]*)\} from ['"]([^'"]+)['"];?$/gm

interface Place {
  readonly file: string
  readonly name: string
}

/** Files that export what others have: where each name leads to. */
class Doors {
  readonly #build: PluginBuild
  readonly #exports = new Map<string, Promise<ReadonlyMap<string, { from: string; name: string }>>>()
  readonly #found = new Map<string, Promise<string>>()

  constructor(build: PluginBuild) {
    this.#build = build
  }

  /** Where `name` of what `file` imports as `specifier` is made. */
  async placeOf(file: string, specifier: string, name: string): Promise<Place> {
    const at = await this.#resolve(file, specifier)
    const through = (await this.#exportsOf(at)).get(name)
    return through === undefined ? { file: at, name } : this.placeOf(at, through.from, through.name)
  }

  #resolve(file: string, specifier: string): Promise<string> {
    const folder = path.dirname(file)
    const key = `${folder} ${specifier}`
    let found = this.#found.get(key)
    if (found === undefined) {
      found = this.#build
        .resolve(specifier, { kind: 'import-statement', resolveDir: folder })
        .then(({ path: at, errors }) => {
          if (errors.length > 0) throw new Error(`${file} imports ${specifier}, which is not there`)
          return at
        })
      this.#found.set(key, found)
    }
    return found
  }

  #exportsOf(file: string) {
    let exports = this.#exports.get(file)
    if (exports === undefined) {
      exports = exportsOf(file)
      this.#exports.set(file, exports)
    }
    return exports
  }
}

/** What a file exports of others, by name. */
async function exportsOf(file: string): Promise<ReadonlyMap<string, { from: string; name: string }>> {
  const text = (await readFile(file, 'utf8')).replaceAll(COMMENT, '')
  return new Map(
    [...text.matchAll(EXPORT)].flatMap(([, names = '', from = '']) =>
      namesIn(names).map(({ name, as }) => [as, { from, name }] as const),
    ),
  )
}

async function rewritten(file: string, doors: Doors): Promise<string> {
  const text = await readFile(file, 'utf8')
  const imports = [...text.matchAll(IMPORT)].filter(([, , specifier = '']) => LIBRARY.test(specifier))
  const direct = await Promise.all(
    imports.map(async ([, names = '', specifier = '']) => {
      const lines = namesIn(names.replaceAll(COMMENT, '')).map(async ({ name, as }) => {
        const place = await doors.placeOf(file, specifier, name)
        return `import { ${place.name} as ${as} } from ${JSON.stringify(place.file)};`
      })
      return (await Promise.all(lines)).join(' ')
    }),
  )
  let at = 0
  return text.replaceAll(IMPORT, (whole, _, specifier: string) =>
    LIBRARY.test(specifier) ? (direct[at++] ?? whole) : whole,
  )
}

/** Without types: those are gone at run time. */
function namesIn(list: string): readonly { readonly name: string; readonly as: string }[] {
  return list
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '' && !one.startsWith('type '))
    .map((one) => {
      const [name = one, as = name] = one.split(/\s+as\s+/)
      return { name, as }
    })
}
