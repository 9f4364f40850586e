import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { extname, join, resolve } from 'node:path'
import { type Target, Workload } from '../review/index.ts'
import { formatDiagnostic, loadDesign } from '../workload/index.ts'
import type { Environment } from './environment.ts'
import { CouldNotRun, NegativeAnswer } from './exit-code.ts'
import { readWorkloadText } from './workload-file.ts'

/** More than this under one folder is no design but a disk. */
const MAX_FILES = 10_000
const WORKLOAD_KEY = /^workload\s*:/m

/** Reads what `causeway review` is to look at: files as they are named, and all in a folder that it knows. */
export async function readTargets(
  named: readonly string[],
  environment: Environment,
): Promise<readonly Target[]> {
  const targets: Target[] = []
  for (const name of named) {
    const full = resolve(environment.cwd, name)
    const isFolder = (await statOf(full)).isDirectory()
    const files = isFolder ? await filesBelow(full, name) : [name]
    const found: Target[] = []
    for (const file of files) {
      const target = await readTarget(file, environment, !isFolder)
      if (target !== null) found.push(target)
    }
    if (isFolder && found.length === 0)
      throw new CouldNotRun(`${full} holds nothing to review: no workload file is in it`)
    targets.push(...found)
  }
  return targets
}

/** Null where a file in a folder is something else. */
async function readTarget(file: string, environment: Environment, isNamed: boolean): Promise<Target | null> {
  const text = await readWorkloadText(file, environment)
  if (!isNamed && !WORKLOAD_KEY.test(text)) return null
  const nowMs = environment.clock.nowMs()
  const design = loadDesign(text, { source: file, nowMs })
  if (design.ok) return new Workload(file, design, nowMs)
  for (const diagnostic of design.diagnostics) environment.stderr.write(`${formatDiagnostic(diagnostic)}\n`)
  throw new NegativeAnswer(`${file} has errors; nothing was reviewed`)
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
      else if (entry.isFile() && /^\.ya?ml$/.test(extname(entry.name))) found.push(path)
      if (found.length > MAX_FILES) throw new CouldNotRun(`${full} holds more than ${MAX_FILES} files`)
    }
  }
  await visit(full, name)
  return found
}

function byName(a: Dirent, b: Dirent): number {
  return a.name < b.name ? -1 : 1
}
