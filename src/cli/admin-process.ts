import { toldLog } from '../base/index.ts'
import { startAdmin, type RunningAdmin } from './admin-parts.ts'
import type { AdminParentWords, AdminWords, DesignText } from './admin-words.ts'
import { parentChannel, processEnvironment } from './environment.ts'
import { ProcessTalk } from './process-talk.ts'

/**
 * The process of the admin API and the console, apart from the gateway so that no page costs its event loop anything.
 * It is started by the gateway's process, and ends with it.
 */
const environment = processEnvironment()
const log = toldLog((line) => toParent.tell('log', line), 'warn')
const channel = parentChannel()
let admin: RunningAdmin | null = null
let latest: DesignText | null = null
let isEnding = false

async function end(): Promise<void> {
  if (isEnding) return
  isEnding = true
  await admin?.close()
  channel.close()
}

const toParent: ProcessTalk<AdminWords, AdminParentWords> = new ProcessTalk<AdminWords, AdminParentWords>(
  channel,
  {
    async start(asks) {
      admin = await startAdmin(asks, environment, log)
      // Told of while it started.
      if (latest !== null) admin.takeDesign(latest)
      if (isEnding) await admin.close()
      return admin.listening
    },
    plan(asks) {
      latest = asks
      admin?.takeDesign(asks)
      return null
    },
    stop() {
      void end()
      return null
    },
  },
  environment.clock,
)
channel.whenClosed(() => {
  toParent.end('the parent process is gone')
  void end()
})
environment.onSignal('SIGTERM', () => void end())
// Ctrl-C and a closed terminal reach every process; the parent says what to do.
environment.onSignal('SIGINT', () => {})
environment.onSignal('SIGHUP', () => {})
