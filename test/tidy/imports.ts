import { builtinModules } from 'node:module'
import { posix } from 'node:path'
import { CONFINED_PACKAGES, doorOf, PLUG_POINTS, type PlugPoint, roomOf, ROOMS } from './rooms.ts'
import { isTestCode, isTypeScript, lineAt, type Tree, type Untidy } from './tree.ts'
import { blank, hollow, only } from './typescript-text.ts'

/** Who may import whom: down the layers, through the doors, in no circle, and only packages that are declared. */
export interface Import {
  readonly from: string
  readonly line: number
  readonly specifier: string
  /** Path in the tree for a relative import; null for a package. */
  readonly to: string | null
  /** Erased before the program runs. */
  readonly typesOnly: boolean
}

/** In hollow code: `import x from ' '` and `export { x } from ' '`; the clause is what stands before `from`. */
const STATEMENT = /\b(?:import|export)\s+([\w\s{},*$]*?)\bfrom\s*(['"])(\s*)\2/g
/** `import ' '` and `import(' ')`. */
const BARE = /\bimport\s*\(?\s*(['"])(\s*)\1/g
/** The file of a thread or a process of its own, which is as good as an import. */
const STARTED =
  /\bnew\s+URL\(\s*(['"])(\s*)\1\s*,\s*import\.meta\.url\s*,?\s*\)|\bjoin\(\s*import\.meta\.dirname\s*,\s*(['"])(\s*)\3\s*,?\s*\)/g

export function importsOf(path: string, text: string): readonly Import[] {
  const code = hollow(text)
  const found: Import[] = []
  const add = (match: RegExpExecArray, quote: string, length: number, typesOnly: boolean): void => {
    const start = match.index + match[0].indexOf(quote) + 1
    const specifier = text.slice(start, start + length)
    const to =
      specifier.startsWith('.') || match[0].startsWith('join')
        ? posix.join(posix.dirname(path), specifier)
        : null
    found.push({ from: path, line: lineAt(text, start), specifier, to, typesOnly })
  }
  for (const match of code.matchAll(STATEMENT))
    add(match, match[2] ?? '', match[3]?.length ?? 0, namesTypesOnly(match[1] ?? ''))
  for (const match of code.matchAll(BARE)) add(match, match[1] ?? '', match[2]?.length ?? 0, false)
  for (const match of code.matchAll(STARTED)) {
    const quote = match[1] ?? match[3] ?? ''
    const length = (match[2] ?? match[4] ?? '').length
    const end = match.index + match[0].indexOf(quote) + 1 + length
    if (text.slice(0, end).endsWith('.ts')) add(match, quote, length, false)
  }
  return found
}

function namesTypesOnly(clause: string): boolean {
  // An earlier `export { x }` without `from` may stand in front.
  const own =
    clause
      .split(/\b(?:import|export)\b/)
      .at(-1)
      ?.trim() ?? ''
  if (/^type\s+[\w{*]/.test(own)) return true
  const names = /^\{([^}]*)\}$/.exec(own)?.[1]
  return names !== undefined && names.split(',').every((name) => /^\s*(type\s.*)?$/.test(name))
}

function allImports(tree: Tree): readonly Import[] {
  return [...tree].filter(([path]) => isTypeScript(path)).flatMap(([path, text]) => importsOf(path, text))
}

export function importDirections(tree: Tree): readonly Untidy[] {
  const found: Untidy[] = []
  for (const one of allImports(tree)) {
    const complaint = one.to === null ? null : complaintAbout(one.from, one.to, tree)
    if (complaint !== null) found.push({ path: one.from, line: one.line, ...complaint })
  }
  return found
}

type Complaint = Pick<Untidy, 'what' | 'wayOut'>

function complaintAbout(from: string, to: string, tree: Tree): Complaint | null {
  // Made of the OpenAPI document when the console is built, and not in the repository.
  if (to === 'console/src/admin-api.d.ts') return null
  if (!tree.has(to)) return { what: `imports ${to}, which does not exist`, wayOut: 'correct the path' }
  if (from.startsWith('console/') && !to.startsWith('console/')) {
    return { what: `imports ${to}`, wayOut: 'ask the admin API: the console talks to it alone' }
  }
  const room = roomOf(from)
  if (room === null) return null
  const other = roomOf(to)
  const testing = isTestCode(from)
  if (isTestCode(to) && !testing) {
    return { what: `imports test code ${to}`, wayOut: 'move what both need into a file of its own' }
  }
  if (other === null) {
    if (testing || to === 'package.json') return null
    return { what: `imports ${to}, which is outside src/`, wayOut: 'move what it needs into a room' }
  }
  if (room === other) {
    if (to !== doorOf(room) || testing) return null
    return { what: 'imports the door of its own room', wayOut: 'import the file behind the door' }
  }
  return acrossRooms({ room, other, to, testing })
}

function acrossRooms(arrow: { room: string; other: string; to: string; testing: boolean }): Complaint | null {
  const { room, other, to, testing } = arrow
  const layer = ROOMS[room]
  const otherLayer = ROOMS[other]
  if (layer === undefined || otherLayer === undefined) {
    const unknown = layer === undefined ? room : other
    return {
      what: `src/${unknown}/ is no room of the house`,
      wayOut: 'put the file into a room, or add the room to test/tidy/rooms.ts and ARCHITECTURE.md',
    }
  }
  const throughDoor = to === doorOf(other)
  if (otherLayer > layer) {
    return {
      what: `src/${room}/ (layer ${layer}) imports up from src/${other}/ (layer ${otherLayer})`,
      wayOut: `declare a port (an interface) in src/${room}/ and let the upper layer hand in the rest`,
    }
  }
  if (otherLayer === layer && !(testing && throughDoor)) {
    return {
      what: `src/${room}/ imports sideways from src/${other}/`,
      wayOut: testing
        ? `in a test, import ${doorOf(other)}`
        : 'declare a port here and let src/cli/ join the two, or move what both need a layer down',
    }
  }
  if (throughDoor || testing) return null
  return {
    what: `imports ${to} past the door of src/${other}/`,
    wayOut: `export what is needed from ${doorOf(other)} and import that`,
  }
}

/**
 * A circle of imports: which of its files runs first depends on who is asked first. Types do not count: they are gone
 * before anything runs, and two types may well speak of each other.
 */
export function importCycles(tree: Tree): readonly Untidy[] {
  const edges = new Map<string, Import[]>()
  for (const one of allImports(tree)) {
    if (one.to !== null && !one.typesOnly && tree.has(one.to))
      edges.set(one.from, [...(edges.get(one.from) ?? []), one])
  }
  const found: Untidy[] = []
  const done = new Set<string>()
  const trail: string[] = []
  const visit = (path: string): void => {
    trail.push(path)
    for (const edge of edges.get(path) ?? []) {
      const to = edge.to ?? ''
      const start = trail.indexOf(to)
      if (start !== -1) {
        found.push({
          path,
          line: edge.line,
          what: `closes a circle of imports: ${[...trail.slice(start), to].join(' -> ')}`,
          wayOut: 'move what both sides need into a file that imports neither',
        })
      } else if (!done.has(to)) visit(to)
    }
    trail.pop()
    done.add(path)
  }
  for (const path of edges.keys()) if (!done.has(path)) visit(path)
  return found
}

/** A door says what others may use, and does nothing itself. */
export function doorsOnlyExport(tree: Tree): readonly Untidy[] {
  const found: Untidy[] = []
  for (const [path, text] of tree) {
    const room = roomOf(path)
    if (room === null || path !== doorOf(room)) continue
    const code = only(text, ['code', 'string'])
    const rest = code.replaceAll(/\bexport\s+(?:type\s+)?(?:\{[^}]*\}|\*)\s*from\s*(['"])[^'"]*\1;?/g, blank)
    const at = rest.search(/\S/)
    if (at === -1) continue
    found.push({
      path,
      line: lineAt(text, at),
      what: 'a door holds more than `export { names } from ...`',
      wayOut: 'move the code into a file of its own and export its names here',
    })
  }
  return found
}

/** Each folder in `src/` is a room that the table knows, and has a door unless it is the last to import. */
export function roomsAreKnown(tree: Tree): readonly Untidy[] {
  const found: Untidy[] = []
  for (const path of tree.keys()) {
    if (!path.startsWith('src/')) continue
    const room = roomOf(path)
    if (room !== null && ROOMS[room] !== undefined) continue
    found.push({
      path,
      line: 1,
      what: room === null ? 'lies in src/ but in no room' : `src/${room}/ is no room of the house`,
      wayOut: 'move it into a room, or add the room to test/tidy/rooms.ts and ARCHITECTURE.md',
    })
  }
  return found
}

/** Outside of `src/` nobody counts the milliseconds of a start, and the base has the one file that is the way in. */
const MAY_IMPORT_HTTP: ReadonlySet<string | null> = new Set([null, 'base'])

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

/**
 * Packages are declared in package.json: for the program under dependencies, for the rest under either. The console has
 * a package.json of its own, because what it is built with is no part of the program.
 */
export function packagesAreDeclared(tree: Tree): readonly Untidy[] {
  const manifestAt = (path: string) => JSON.parse(tree.get(path) ?? '{}') as Manifest
  const manifests = { root: manifestAt('package.json'), console: manifestAt('console/package.json') }
  const found: Untidy[] = []
  for (const { from, line, specifier, to, typesOnly } of allImports(tree)) {
    if (specifier === 'node:http' && !typesOnly && !isTestCode(from) && !MAY_IMPORT_HTTP.has(roomOf(from)))
      found.push({
        path: from,
        line,
        what: 'imports node:http, and with it all of fetch',
        wayOut: 'use http of src/base/, which says why',
      })
    if (to !== null || specifier.startsWith('node:')) continue
    const name = specifier
      .split('/')
      .slice(0, specifier.startsWith('@') ? 2 : 1)
      .join('/')
    const room = roomOf(from)
    const forProgram = room !== null && !isTestCode(from)
    const manifest = from.startsWith('console/') ? manifests.console : manifests.root
    const declared = { ...(forProgram ? {} : manifest.devDependencies), ...manifest.dependencies }
    const confinedTo = CONFINED_PACKAGES[name]
    if (builtinModules.includes(name)) {
      found.push({ path: from, line, what: `imports ${name} bare`, wayOut: `write node:${name}` })
    } else if (declared[name] === undefined) {
      const wayOut = forProgram
        ? 'do without it, or add it to dependencies with a reason'
        : 'add it to devDependencies, or do without it'
      found.push({ path: from, line, what: `imports ${name}, which package.json does not declare`, wayOut })
    } else if (forProgram && confinedTo !== undefined && room !== confinedTo) {
      const wayOut = `use what ${doorOf(confinedTo)} offers, through a port where the layers forbid the import`
      found.push({
        path: from,
        line,
        what: `imports ${name}, which only src/${confinedTo}/ may know`,
        wayOut,
      })
    }
  }
  return found
}

/** A plug-in that its registry does not list does nothing, and nobody notices. */
export function plugInsAreListed(tree: Tree, points: readonly PlugPoint[] = PLUG_POINTS): readonly Untidy[] {
  const found: Untidy[] = []
  for (const { folder, mark, registry } of points) {
    const text = tree.get(registry)
    const listed = new Set(text === undefined ? [] : importsOf(registry, text).map(({ to }) => to))
    for (const [path, code] of tree) {
      const isPlugIn = posix.dirname(path) === folder && isTypeScript(path) && !isTestCode(path)
      if (!isPlugIn || listed.has(path) || mark?.test(only(code, ['code'])) === false) continue
      const wayOut = `add its line to ${registry}, or move it out of ${folder}/ if it is no plug-in`
      found.push({ path, line: 1, what: `is not listed in ${registry}`, wayOut })
    }
  }
  return found
}

/** Files that start a process or a thread by themselves, so that nothing has to import them. */
const ENTRIES = new Set([
  'src/cli/main.ts',
  'src/storage/create-database.ts',
  'src/storage/records-process.ts',
])

/** Code of the program that nothing but tests loads is dead, or forgotten. */
export function noFileIsForgotten(tree: Tree, entries: ReadonlySet<string> = ENTRIES): readonly Untidy[] {
  const imported = new Set<string>()
  for (const { from, to } of allImports(tree)) if (to !== null && !isTestCode(from)) imported.add(to)
  const found: Untidy[] = []
  for (const path of tree.keys()) {
    const room = roomOf(path)
    if (room === null || !isTypeScript(path) || isTestCode(path)) continue
    if (imported.has(path) || entries.has(path) || path === doorOf(room)) continue
    found.push({ path, line: 1, what: 'is imported by nothing', wayOut: 'use it or delete it' })
  }
  return found
}
