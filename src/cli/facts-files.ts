import { dirname, join, resolve } from 'node:path'
import { type AzureFacts, SHIPPED_FACTS } from '../azure/index.ts'
import {
  FACTS_FILE,
  type FactsFiles,
  factsFilesOf,
  type FactsText,
  formatDiagnostic,
  loadFacts,
  MAX_WORKLOAD_BYTES,
  sizeProblem,
} from '../workload/index.ts'
import { readBounded } from './bounded-text.ts'
import type { Environment } from './environment.ts'
import { CouldNotRun, WrongInput } from './exit-code.ts'
import type { Flag, Given } from './given.ts'

/** Facts about Azure of one's own, for commands that read no workload file, or more than that. */
export const FACTS_FLAG: Flag = {
  kind: 'text',
  value: 'FILE',
  summary: 'Facts about Azure of your own, in place of those that are shipped (see docs/azure-facts.md)',
}

/** What a workload file's `azure_facts` name, relative to it. `file` is where it lies, `shownAs` as messages show it. */
export async function readFactsFiles(text: string, file: string, shownAs: string): Promise<FactsFiles> {
  const names = factsFilesOf(text, shownAs)
  const read = names.map(
    async (name) =>
      [name, await readFacts(resolve(dirname(file), name), join(dirname(shownAs), name))] as const,
  )
  return new Map(await Promise.all(read))
}

/** As `--facts` says; without it, as they are shipped. */
export async function givenFacts(
  given: Given,
  { cwd, stderr }: Pick<Environment, 'cwd' | 'stderr'>,
): Promise<AzureFacts> {
  const file = given.text('facts')
  if (file === null) return SHIPPED_FACTS
  const read = await readFacts(resolve(cwd, file), file)
  if ('problem' in read) throw new CouldNotRun(`${file} ${read.problem}`)
  const result = loadFacts(read.text, file, SHIPPED_FACTS)
  if (result.ok) return result.facts
  for (const diagnostic of result.diagnostics) stderr.write(`${formatDiagnostic(diagnostic)}\n`)
  throw new WrongInput(`${file} has errors; nothing was done`)
}

async function readFacts(full: string, shownAs: string): Promise<FactsText> {
  try {
    const read = await readBounded(full, MAX_WORKLOAD_BYTES)
    if ('text' in read) return { text: read.text, shownAs }
    return { problem: `cannot be read: ${sizeProblem(read.bytes, FACTS_FILE) ?? ''}` }
  } catch (error) {
    const isAbsent = (error as NodeJS.ErrnoException).code === 'ENOENT'
    return { problem: `cannot be read: ${isAbsent ? 'there is no such file' : (error as Error).message}` }
  }
}
