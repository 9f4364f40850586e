import type { Command } from './command.ts'
import { build } from './commands/build.ts'
import { check } from './commands/check.ts'
import { demo } from './commands/demo.ts'
import { explain } from './commands/explain.ts'
import { facts } from './commands/facts.ts'
import { init } from './commands/init.ts'
import { keysCreate, keysList, keysPrune, keysRevoke, keysRotate } from './commands/keys.ts'
import { limitsList, limitsRaise, limitsRaises } from './commands/limits.ts'
import { planRegions } from './commands/plan-regions.ts'
import { quickstart } from './commands/quickstart.ts'
import { reportReconcile } from './commands/report-reconcile.ts'
import { reportStatement } from './commands/report-statement.ts'
import { report } from './commands/report.ts'
import { review } from './commands/review.ts'
import { rightsize } from './commands/rightsize.ts'
import { serve } from './commands/serve.ts'
import { simulate } from './commands/simulate.ts'

/** Every command, in the order of `causeway --help`. */
export const COMMANDS: readonly Command[] = [
  init,
  check,
  review,
  planRegions,
  build,
  facts,
  serve,
  keysCreate,
  keysList,
  keysRotate,
  keysRevoke,
  keysPrune,
  limitsList,
  limitsRaise,
  limitsRaises,
  report,
  reportStatement,
  reportReconcile,
  rightsize,
  explain,
  simulate,
  quickstart,
  demo,
]
