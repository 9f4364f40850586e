import { pinoLog } from '../telemetry/index.ts'
import { parentChannel, processEnvironment } from './environment.ts'
import { ProcessTalk } from './process-talk.ts'
import { startWorker, type ToParent, type Worker } from './worker.ts'
import type { ParentWords, WorkerWords } from './worker-words.ts'

/** The process of a worker, started by its parent. Without a parent it takes no new work, ends what it has, and goes. */
const environment = processEnvironment()
const log = pinoLog({ level: 'info', clock: environment.clock })
const channel = parentChannel()
let worker: Worker | null = null
let isEnding = false

async function end(): Promise<void> {
  if (isEnding) return
  isEnding = true
  await worker?.stop()
  await log.flush()
  channel.close()
}

const started = (): Worker => {
  if (worker === null) throw new Error('the worker was not started')
  return worker
}

const toParent: ToParent = new ProcessTalk<WorkerWords, ParentWords>(
  channel,
  {
    async start(asks) {
      worker = await startWorker(asks, { toParent, environment, log, lost: () => void end() })
      // It may have been asked to end meanwhile.
      if (isEnding) await worker.stop()
      return null
    },
    listen: (asks) => started().answers.listen(asks),
    prepare: (asks) => started().answers.prepare(asks),
    commit: (asks) => started().answers.commit(asks),
    drop: (asks) => started().answers.drop(asks),
    raises: (asks) => started().answers.raises(asks),
    drained: (asks) => started().answers.drained(asks),
    look: (asks) => started().answers.look(asks),
    metrics: (asks) => started().answers.metrics(asks),
    heard: (asks) => started().answers.heard(asks),
    drain() {
      void end()
      return null
    },
  },
  environment.clock,
)
channel.whenClosed(() => {
  toParent.end('the parent process is gone')
  if (!isEnding) log.error({}, 'the parent process is gone; this worker ends what it has')
  void end()
})
environment.onSignal('SIGTERM', () => void end())
// Ctrl-C and a closed terminal reach every process; the parent says what to do.
environment.onSignal('SIGINT', () => {})
environment.onSignal('SIGHUP', () => {})
