import { longContextThresholds, makeStatement } from '../../src/ledger/index.ts'
import { withoutPostgres } from '../../src/storage/postgres-server.fixture.ts'
import { openMonthDatabase, openMonthPostgres } from './month-database.ts'
import { monthPlan, simulateMonth } from './simulated-month.ts'
import { MONTH } from './workload.ts'

/**
 * How long the statement of a large month takes: `npm run bench:month`, or with another number of exchanges,
 * `npm run bench:month -- 100000`; with `--postgres` from a real Postgres in place of the embedded one. Fails where the
 * statement is not the simulation's own invoice.
 */
const DEFAULT_EXCHANGES = 1_000_000
const TARGET_SECONDS = { embedded: 20, postgres: 5 } as const

const words = process.argv.slice(2)
const kind = words.includes('--postgres') ? 'postgres' : 'embedded'
const exchanges = Number(words.find((word) => word !== '--postgres') ?? DEFAULT_EXCHANGES)
if (kind === 'postgres' && withoutPostgres !== false) {
  console.log(withoutPostgres)
  process.exit(0)
}
if (!Number.isSafeInteger(exchanges) || exchanges <= 0) throw new Error('how many exchanges?')
const clock = () => performance.now() / 1000
const database = await (kind === 'postgres' ? openMonthPostgres() : openMonthDatabase())
const targetSeconds = TARGET_SECONDS[kind]
try {
  const started = clock()
  const month = await simulateMonth(database.store, { exchanges, seed: 7 })
  const writing = clock() - started
  const plan = monthPlan()
  const longContext = longContextThresholds(plan.facts)
  const asked = clock()
  const uses = await database.reader.billedUse({ ...MONTH, longContext })
  const tokens = clock()
  const provisionedUses = await database.reader.provisionedUse(MONTH)
  const hours = clock()
  const statement = makeStatement({ plan, ...MONTH, uses, provisionedUses })
  const done = clock()
  const { invoice } = month
  const provisioned =
    invoice.hours('ptu-swc', 744, () => 50) +
    invoice.hours('ptu-mini', 744, (hour) => (hour < 14 * 24 ? 25 : 50))
  const billed = invoice.tokensNanoUsd + provisioned
  console.log(
    [
      `exchanges            ${month.exchanges.toLocaleString('en-US')} (${month.attempts.toLocaleString('en-US')} attempts)`,
      `written in           ${writing.toFixed(1)} s`,
      `groups of tokens     ${uses.length} in ${(tokens - asked).toFixed(2)} s`,
      `provisioned hours    ${provisionedUses.length} rows in ${(hours - tokens).toFixed(2)} s`,
      `lines                ${statement.lines.length} in ${(done - hours).toFixed(2)} s`,
      `statement            ${(done - asked).toFixed(2)} s of at most ${targetSeconds} s`,
      `statement, nano-USD  ${statement.total.nanoUsd}`,
      `invoice, nano-USD    ${billed}`,
    ].join('\n'),
  )
  if (statement.total.nanoUsd !== billed) {
    console.log('THE STATEMENT IS NOT THE INVOICE')
    process.exitCode = 1
  }
  if (done - asked > targetSeconds) process.exitCode = 1
} finally {
  await database.close()
}
