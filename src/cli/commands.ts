import type { Command } from './command.ts'

/**
 * Every command, in the order of `causeway --help`, by the first word of its name. A file is read when its command is
 * asked for: most commands need a part of the program alone, and reading all of it takes longer than most of them run.
 */
const LOADERS: Readonly<Record<string, () => Promise<readonly Command[]>>> = {
  init: async () => [(await import('./commands/init.ts')).init],
  check: async () => [(await import('./commands/check.ts')).check],
  review: async () => [(await import('./commands/review.ts')).review],
  plan: async () => [(await import('./commands/plan-regions.ts')).planRegions],
  build: async () => [(await import('./commands/build.ts')).build],
  alerts: async () => [(await import('./commands/alerts.ts')).alerts],
  facts: async () => [(await import('./commands/facts.ts')).facts],
  serve: async () => [(await import('./commands/serve.ts')).serve],
  keys: async () => {
    const { keysCreate, keysPrune, keysRevoke, keysRotate } = await import('./commands/keys.ts')
    const { keysList } = await import('./commands/keys-list.ts')
    return [keysCreate, keysList, keysRotate, keysRevoke, keysPrune]
  },
  deployments: async () => {
    const commands = await import('./commands/deployments.ts')
    return [commands.deploymentsList, commands.deploymentsDrain, commands.deploymentsUndrain]
  },
  reload: async () => [(await import('./commands/deployments.ts')).reload],
  operators: async () => {
    const { operatorsCreate, operatorsList, operatorsRevoke } = await import('./commands/operators.ts')
    return [operatorsCreate, operatorsList, operatorsRevoke]
  },
  audit: async () => {
    const { auditList, auditVerify } = await import('./commands/audit.ts')
    return [auditList, auditVerify]
  },
  limits: async () => {
    const { limitsList, limitsRaise, limitsRaises } = await import('./commands/limits.ts')
    return [limitsList, limitsRaise, limitsRaises]
  },
  report: async () => [
    (await import('./commands/report.ts')).report,
    (await import('./commands/report-statement.ts')).reportStatement,
    (await import('./commands/report-reconcile.ts')).reportReconcile,
  ],
  rightsize: async () => [(await import('./commands/rightsize.ts')).rightsize],
  explain: async () => [(await import('./commands/explain.ts')).explain],
  simulate: async () => [(await import('./commands/simulate.ts')).simulate],
  quickstart: async () => [(await import('./commands/quickstart.ts')).quickstart],
  demo: async () => [(await import('./commands/demo.ts')).demo],
}

export async function allCommands(): Promise<readonly Command[]> {
  const loaded: Command[] = []
  for (const load of Object.values(LOADERS)) loaded.push(...(await load()))
  return loaded
}

/** The commands that begin with this word; all where none does, so that help and suggestions know them. */
export async function commandsFor(word: string): Promise<readonly Command[]> {
  const load = Object.hasOwn(LOADERS, word) ? LOADERS[word] : undefined
  return load === undefined ? allCommands() : load()
}
