import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type FactTableName, remarksOnFacts } from '../../azure/index.ts'
import {
  buildGraph,
  type Design,
  type PrintedFile,
  reasonOf,
  type ResourceGraph,
} from '../../landing-zone/index.ts'
import type { Command } from '../command.ts'
import type { Environment } from '../environment.ts'
import { CouldNotRun, EXIT, type ExitCode, NegativeAnswer, WrongUse } from '../exit-code.ts'
import { formatDiagnostic } from '../../workload/index.ts'
import { readDesign } from '../workload-file.ts'
import { zoneFiles } from '../zone-files.ts'

/** Lists the files of the last build, so that the next one takes away what it does not write any more. */
const MANIFEST = '.causeway-build.json'

/** What the landing zone is made of. */
const USED_FACTS: readonly FactTableName[] = [
  'regions',
  'private_link',
  'region_codes',
  'policies',
  'roles',
  'resource_prices',
]

export const build: Command = {
  name: 'build',
  summary: 'Write the landing zone of a workload file: Bicep, ARM and Terraform, and how to deploy it',
  usage: 'FILE (--out DIR [--diff] | --what-for RESOURCE)',
  details: `Same file, same bytes: the output is meant to be committed and reviewed. Files of an earlier build that are no
longer part of it are removed; other files in DIR are left alone. With --diff nothing is written: the exit code is 1 when
DIR is not what the file builds. --what-for prints why a resource, by its symbol or type, is there and as it is.`,
  flags: {
    out: { kind: 'text', value: 'DIR', summary: 'Write into this folder' },
    diff: { kind: 'switch', summary: 'Say which files would change, and change none' },
    'what-for': {
      kind: 'text',
      value: 'RESOURCE',
      summary: 'Print which recommendations asked for a resource',
    },
  },
  positionals: { least: 1, most: 1 },
  async run(given, environment) {
    const [file = ''] = given.positionals
    const out = given.text('out')
    const asked = given.text('what-for')
    if ((out === null) === (asked === null)) throw new WrongUse('Say either --out DIR or --what-for RESOURCE')
    const design = await designOf(file, environment)
    const graph = graphOf(design)
    if (asked !== null) return explain(graph, asked, environment)
    const isDiff = given.is('diff')
    // A comparison, which pipelines run, has the same answer each day.
    const remarks = isDiff ? [] : remarksOnFacts(design.plan.facts, environment.clock.nowMs(), USED_FACTS)
    for (const note of [...graph.notes, ...remarks]) environment.stderr.write(`note: ${note}\n`)
    const folder = path.resolve(environment.cwd, out ?? '')
    const files = zoneFiles(graph, design)
    return isDiff ? compare(folder, files, environment) : write(folder, files, environment)
  },
}

async function designOf(file: string, environment: Environment): Promise<Design> {
  const loaded = await readDesign(file, environment)
  if (loaded.ok) return loaded
  throw new NegativeAnswer(loaded.diagnostics.map((diagnostic) => formatDiagnostic(diagnostic)).join('\n'))
}

function graphOf(design: Design): ResourceGraph {
  const graph = buildGraph(design)
  if ('stages' in graph) return graph
  throw new NegativeAnswer(`${design.plan.source}: ${reasonOf(graph)}`)
}

function explain({ stages }: ResourceGraph, asked: string, { stdout }: Environment): ExitCode {
  const wanted = asked.toLowerCase()
  const found = stages.flatMap(({ name, resources }) =>
    resources
      .filter(({ symbol, type }) => symbol.toLowerCase() === wanted || type.toLowerCase() === wanted)
      .map((resource) => ({ stage: name, ...resource })),
  )
  if (found.length === 0) {
    const symbols = stages.flatMap(({ resources }) => resources.map(({ symbol }) => symbol))
    throw new NegativeAnswer(`the landing zone has no resource ${asked}; it has ${symbols.join(', ')}`)
  }
  for (const { stage, symbol, type, because } of found) {
    stdout.write(`${symbol}  ${type}, in ${stage}\n`)
    for (const { rule, why } of because) stdout.write(`  ${rule}  ${why}\n`)
    if (because.length === 0) stdout.write('  other resources need it\n')
  }
  return EXIT.ok
}

async function compare(
  folder: string,
  files: readonly PrintedFile[],
  { stdout }: Environment,
): Promise<ExitCode> {
  const changes: string[] = []
  for (const { path: name, text } of files) {
    const old = await textOf(path.join(folder, name))
    if (old === null) changes.push(`new      ${name}`)
    else if (old !== text) changes.push(`changed  ${name}`)
  }
  const names = new Set(files.map(({ path: name }) => name))
  for (const name of await builtBefore(folder)) if (!names.has(name)) changes.push(`gone     ${name}`)
  stdout.write(changes.length === 0 ? 'as built\n' : changes.map((line) => `${line}\n`).join(''))
  return changes.length === 0 ? EXIT.ok : EXIT.negative
}

async function write(
  folder: string,
  files: readonly PrintedFile[],
  { stdout }: Environment,
): Promise<ExitCode> {
  const names = files.map(({ path: name }) => name).sort()
  const former = await builtBefore(folder)
  for (const { path: name, text } of files) {
    const at = path.join(folder, name)
    await mkdir(path.dirname(at), { recursive: true })
    await writeFile(at, text, { mode: name.endsWith('.sh') ? 0o755 : 0o644 })
  }
  for (const name of former) if (!names.includes(name)) await rm(path.join(folder, name), { force: true })
  await writeFile(path.join(folder, MANIFEST), `${JSON.stringify({ files: names }, null, 2)}\n`, {
    mode: 0o644,
  })
  stdout.write(`wrote ${names.length} files into ${folder}; README.md there says how to deploy them\n`)
  return EXIT.ok
}

/** Relative names of the last build's files; none where there was none. */
async function builtBefore(folder: string): Promise<readonly string[]> {
  const text = await textOf(path.join(folder, MANIFEST))
  if (text === null) return []
  const manifest = parsed(text) as { readonly files?: unknown } | null
  const names = manifest?.files
  if (!Array.isArray(names) || !names.every((name) => typeof name === 'string' && isInside(name)))
    throw new CouldNotRun(
      `${path.join(folder, MANIFEST)} is not what a build writes; remove it and build again`,
    )
  return names as readonly string[]
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Told by the caller as any other file that no build wrote.
    return null
  }
}

/** A manifest from somewhere else must not make a build remove files outside its folder. */
function isInside(name: string): boolean {
  const normal = path.posix.normalize(name)
  return normal === name && !path.posix.isAbsolute(name) && !normal.startsWith('..') && !name.includes('\\')
}

async function textOf(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new CouldNotRun(`cannot read ${file}: ${(error as Error).message}`, { cause: error })
  })
}
