import {
  longContextThresholds,
  makeStatement,
  type Statement,
  type StatementReader,
} from '../ledger/index.ts'
import type { Plan } from '../workload/index.ts'
import type { Environment } from './environment.ts'
import type { Given } from './given.ts'
import type { Month } from './month.ts'
import { DEFAULT_WORKLOAD_FILE, findExistingState, soundPlan, type State } from './workload-file.ts'

/** The statement of a month, from the records and the workload file. */
export async function statementOf(reader: StatementReader, plan: Plan, month: Month): Promise<Statement> {
  const { fromMs, toMs, endMs } = month
  const longContext = longContextThresholds(plan.facts)
  // All that the month holds by now, so that it comes out of the sums of whole months.
  const whole = { fromMs, toMs: endMs }
  return makeStatement({
    plan,
    fromMs,
    toMs,
    periodEndMs: endMs,
    uses: await reader.billedUse({ ...whole, longContext }),
    provisionedUses: await reader.provisionedUse(whole),
  })
}

/** The state folder and the plan: prices and provisioned throughput stand in the file, so it is read with `--state` too. */
export async function stateAndPlan(
  given: Given,
  environment: Environment,
): Promise<{ readonly state: State; readonly plan: Plan }> {
  const state = await findExistingState(given, environment)
  return { state, plan: state.plan ?? (await soundPlan(DEFAULT_WORKLOAD_FILE, environment)) }
}
