import { stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { AzureFacts } from '../azure/index.ts'
import {
  formatDiagnostic,
  loadDesign,
  type LoadedDesign,
  loadWorkload,
  type Plan,
  type Refused,
} from '../workload/index.ts'
import type { Environment } from './environment.ts'
import { CouldNotRun, NegativeAnswer } from './exit-code.ts'
import { readFactsFiles } from './facts-files.ts'
import type { Flag, Given } from './given.ts'
import { workloadText } from './plan-source.ts'

/** What a command reads when nobody says which file. */
export const DEFAULT_WORKLOAD_FILE = 'workload.yaml'

export const FILE_FLAG: Flag = {
  kind: 'text',
  value: 'FILE',
  summary: `The workload file (default: ${DEFAULT_WORKLOAD_FILE})`,
}

/** The text of a workload file; throws what tells the reader where it was looked for. */
export async function readWorkloadText(path: string, { cwd }: Pick<Environment, 'cwd'>): Promise<string> {
  const full = resolve(cwd, path)
  try {
    return await workloadText(full)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    const reason =
      code === 'ENOENT'
        ? 'there is no such file'
        : code === 'EISDIR'
          ? 'it is a folder'
          : (error as Error).message
    throw new CouldNotRun(`cannot read ${full}: ${reason}`, { cause: error })
  }
}

/** A workload file with the facts about Azure that it names, for commands that speak of what it says. */
export async function readDesign(
  path: string,
  { cwd, clock }: Pick<Environment, 'cwd' | 'clock'>,
  facts?: AzureFacts,
): Promise<LoadedDesign | Refused> {
  const text = await readWorkloadText(path, { cwd })
  const factsFiles = await readFactsFiles(text, resolve(cwd, path), path)
  return loadDesign(text, {
    source: path,
    nowMs: clock.nowMs(),
    factsFiles,
    ...(facts === undefined ? {} : { facts }),
  })
}

/** The plan of a workload file, for commands that need a sound one; its errors end the command with exit code 1. */
export async function soundPlan(
  path: string,
  environment: Pick<Environment, 'cwd' | 'stderr'>,
): Promise<Plan> {
  const text = await readWorkloadText(path, environment)
  const factsFiles = await readFactsFiles(text, resolve(environment.cwd, path), path)
  const result = loadWorkload(text, { source: path, factsFiles })
  if (result.ok) return result.plan
  for (const diagnostic of result.diagnostics) environment.stderr.write(`${formatDiagnostic(diagnostic)}\n`)
  throw new NegativeAnswer(`${path} has errors; nothing was done`)
}

export const STATE_FLAG: Flag = {
  kind: 'text',
  value: 'DIR',
  summary: 'The state folder, instead of the one that the workload file names',
}

export interface State {
  readonly folder: string
  /** Null where `--state` alone was given, so that no workload file was read. */
  readonly plan: Plan | null
}

/**
 * Where the state lies: as `--state` says, else as the workload file says. The file is read where `--file` names one or
 * where there is no `--state`.
 */
export async function findState(given: Given, environment: Environment): Promise<State> {
  const folder = given.text('state')
  const named = given.text('file')
  if (folder !== null) {
    const plan = named === null ? null : await soundPlan(named, environment)
    return { folder: resolve(environment.cwd, folder), plan }
  }
  const file = named ?? DEFAULT_WORKLOAD_FILE
  const plan = await soundPlan(file, environment)
  return { folder: stateFolderOf(plan, file, environment), plan }
}

/** `gateway.state_folder` is relative to the file that says it, so that every command finds it from everywhere. */
export function stateFolderOf(plan: Plan, file: string, { cwd }: Pick<Environment, 'cwd'>): string {
  return resolve(cwd, dirname(file), plan.gateway.stateFolder)
}

/**
 * As `findState`, for commands that read what is there: where there is nothing, they say so and make nothing. A shared
 * database can be read from anywhere.
 */
export async function findExistingState(given: Given, environment: Environment): Promise<State> {
  const state = await findState(given, environment)
  const found = await stat(state.folder).catch(() => null)
  if (found?.isDirectory() === true || (state.plan !== null && state.plan.storage.database !== null))
    return state
  throw new NegativeAnswer(`there is no state folder ${state.folder}: nothing was served from here yet`)
}
