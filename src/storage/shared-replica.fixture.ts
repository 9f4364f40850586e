import { silentLog, systemClock, systemRandom } from '../base/index.ts'
import { atOnce, perMinute, perMonth } from '../limits/counted-limit.fixture.ts'
import { SharedCounters } from './shared-counters.ts'

/**
 * One replica as a process of its own: `node shared-replica.fixture.ts URL CALLS`. Asks so often at once, says how many
 * were admitted, and then lives on with all of them open.
 */
export const REPLICA_LEASE_MS = 3_000
/** A store that runs is never too slow, however busy the machine. */
export const PATIENCE_MS = 10_000
export const REPLICA_LIMITS = [perMinute(100), atOnce(1000), perMonth(1_000_000)]

if (process.argv[1] === import.meta.filename) {
  const [url = '', calls = '0'] = process.argv.slice(2)
  const counters = new SharedCounters({
    url,
    workload: 'replicas',
    leaseMs: REPLICA_LEASE_MS,
    timeoutMs: PATIENCE_MS,
    clock: systemClock,
    random: systemRandom,
    log: silentLog,
    whenAway: () => 'refuse',
    limits: () => REPLICA_LIMITS,
  })
  while (counters.state.mode !== 'shared') await systemClock.sleep(5)
  process.stdout.write('ready\n')
  process.stdin.once('data', () => {
    void Promise.all(
      Array.from({ length: Number(calls) }, async () =>
        counters.reserve(REPLICA_LIMITS, [1, 1, 3], Date.now()),
      ),
    ).then((decisions) => {
      process.stdout.write(`${decisions.filter(({ kind }) => kind === 'admitted').length}\n`)
    })
  })
}
