import { silentLog, systemClock } from '../../src/base/index.ts'
import { MemoryCounterStore } from '../../src/limits/index.ts'
import { serveCounters } from '../../src/storage/index.ts'

/** Counts for the bench as the parent of workers does. Says, when asked, what processor time it took so far, in us. */
const [, , socketPath = ''] = process.argv
const store = new MemoryCounterStore({ leaseMs: Number.MAX_SAFE_INTEGER })
await serveCounters(socketPath, { store, clock: systemClock, log: silentLog })
const tell = () => {
  const { user, system } = process.cpuUsage()
  process.send?.(user + system)
}
process.on('message', tell)
process.on('disconnect', () => process.exit())
tell()
