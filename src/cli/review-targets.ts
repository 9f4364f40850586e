import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, extname, join, resolve } from 'node:path'
import {
  type AzureFacts,
  evaluateTarget,
  type NamedText,
  type Note,
  recogniseTarget,
} from '../azure/index.ts'
import { type Target, Workload } from '../review/index.ts'
import { formatDiagnostic } from '../workload/index.ts'
import { readBounded } from './bounded-text.ts'
import type { Environment } from './environment.ts'
import { CouldNotRun, WrongInput } from './exit-code.ts'
import { readDesign, readWorkloadText } from './workload-file.ts'

/** More than this under one folder is no design but a disk. */
const MAX_FILES = 10_000
/** Plans of Terraform and exports of whole subscriptions; templates have 4 MB at most. */
const MAX_JSON_BYTES = 64 * 1024 * 1024
const WORKLOAD_KEY = /^workload\s*:/m

/** Files as they are named, and what is in folders. */
interface Found {
  readonly file: string
  /** By itself, and not with a folder: it has to be a target. */
  readonly isNamed: boolean
}

/**
 * Reads what `causeway review` is to look at. The kind of each file is told by its content: workload files in YAML, and
 * in JSON templates with their parameters, snapshots of Bicep, plans of Terraform and exports of resources.
 */
export async function readTargets(
  named: readonly string[],
  facts: AzureFacts,
  environment: Environment,
): Promise<readonly Target[]> {
  const found: Found[] = []
  for (const name of named) {
    const full = resolve(environment.cwd, name)
    if (!(await statOf(full)).isDirectory()) found.push({ file: name, isNamed: true })
    else for (const file of await filesBelow(full, name)) found.push({ file, isNamed: false })
  }
  const workloads: Target[] = []
  const documents: NamedText[] = []
  const parameters: NamedText[] = []
  for (const { file, isNamed } of found) {
    if (isBicep(file)) {
      if (isNamed)
        throw new CouldNotRun(`${file} is Bicep: compile it first (bicep build ${file}), and review the JSON`)
    } else if (isYaml(file)) {
      const workload = await readWorkload(file, isNamed, facts, environment)
      if (workload !== null) workloads.push(workload)
    } else {
      const document = { name: file, text: await readJson(file, environment) }
      const recognised = recogniseTarget(document)
      if (recognised.kind === 'arm-parameters') parameters.push(document)
      else if (recognised.kind !== 'unknown') documents.push(document)
      else if (isNamed) throw new WrongInput(nothingToReview(file, recognised.note))
      // Folders hold other JSON too, but what cannot be read may be a design: it is not passed over in silence.
      else if (recognised.note.kind === 'fault')
        environment.stderr.write(
          `${placeOf(file, recognised.note)}: not reviewed: ${recognised.note.message}\n`,
        )
    }
  }
  const targets = [...workloads, ...documents.map((document) => evaluated(document, documents, parameters))]
  if (targets.length === 0) {
    const bicep = found.some(({ file }) => isBicep(file))
      ? '; Bicep has to be compiled first (bicep build)'
      : ''
    throw new CouldNotRun(`there is nothing to review in ${named.join(', ')}${bicep}`)
  }
  return targets
}

function nothingToReview(file: string, note: Note): string {
  return `${placeOf(file, note)} is nothing to review: ${note.message}`
}

/** With line and column, where there are some. */
function placeOf(file: string, { place }: Note): string {
  return place === null ? file : `${file}:${place.line}:${place.column}`
}

function evaluated(document: NamedText, all: readonly NamedText[], parameters: readonly NamedText[]): Target {
  const linked = new Map(all.filter((one) => one !== document).map(({ name, text }) => [name, text]))
  const parameterFiles = parameters.filter(({ name }) => all.length === 1 || isFor(name, document.name))
  const evaluation = evaluateTarget(document, { parameterFiles, linked })
  return { kind: evaluation.kind, file: document.name, evaluation }
}

/** `main.parameters.json` and `main.prod.parameters.json` are for `main.json` beside them. */
function isFor(parametersFile: string, template: string): boolean {
  const stem = basename(template, extname(template))
  const name = basename(parametersFile)
  return (
    dirname(parametersFile) === dirname(template) &&
    name.startsWith(`${stem}.`) &&
    /\.param(eter)?s\b/.test(name)
  )
}

function isYaml(file: string): boolean {
  return /^\.ya?ml$/i.test(extname(file))
}

function isBicep(file: string): boolean {
  return /^\.bicep(param)?$/i.test(extname(file))
}

/** Null where a file in a folder is something else. */
async function readWorkload(
  file: string,
  isNamed: boolean,
  facts: AzureFacts,
  environment: Environment,
): Promise<Workload | null> {
  if (!isNamed && !WORKLOAD_KEY.test(await readWorkloadText(file, environment))) return null
  const design = await readDesign(file, environment, facts)
  if (design.ok) return new Workload(file, design, environment.clock.nowMs())
  for (const diagnostic of design.diagnostics) environment.stderr.write(`${formatDiagnostic(diagnostic)}\n`)
  throw new WrongInput(`${file} has errors; nothing was reviewed`)
}

async function readJson(file: string, { cwd }: Environment): Promise<string> {
  const full = resolve(cwd, file)
  let read
  try {
    read = await readBounded(full, MAX_JSON_BYTES)
  } catch (error) {
    throw new CouldNotRun(`cannot read ${full}: ${(error as Error).message}`, { cause: error })
  }
  if ('text' in read) return read.text
  throw new CouldNotRun(`${full} has ${read.bytes} bytes; at most ${MAX_JSON_BYTES} are read`)
}

async function statOf(full: string) {
  try {
    return await stat(full)
  } catch (error) {
    const reason =
      (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : (error as Error).message
    throw new CouldNotRun(`cannot read ${full}: ${reason}`, { cause: error })
  }
}

async function filesBelow(full: string, name: string): Promise<readonly string[]> {
  const found: string[] = []
  const visit = async (folder: string, shown: string): Promise<void> => {
    const entries = await readdir(folder, { withFileTypes: true })
    for (const entry of entries.sort(byName)) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
      const path = join(shown, entry.name)
      if (entry.isDirectory()) await visit(join(folder, entry.name), path)
      else if (entry.isFile() && /^\.(ya?ml|json|bicep)$/i.test(extname(entry.name))) found.push(path)
      if (found.length > MAX_FILES) throw new CouldNotRun(`${full} holds more than ${MAX_FILES} files`)
    }
  }
  await visit(full, name)
  return found
}

function byName(a: Dirent, b: Dirent): number {
  return a.name < b.name ? -1 : 1
}
