import { pinoLog } from '../../telemetry/index.ts'
import type { Command } from '../command.ts'
import { untilStopped } from '../environment.ts'
import { EXIT, WrongUse } from '../exit-code.ts'
import { startServing } from '../serving.ts'

const MAX_PORT = 65_535

export const serve: Command = {
  name: 'serve',
  summary: 'Serve the workload: the gateway in front of its models',
  usage: '[FILE] [--port NUMBER] [--state DIR] [--no-records]',
  details: `Serves FILE, ./workload.yaml unless it says otherwise, until SIGTERM or SIGINT; then it takes no new work, lets
open answers end, and flushes the ledger. The file is loaded again when it changes and on SIGHUP; a file with errors
keeps the plan that runs. The log is on standard output, one JSON line for each event.`,
  flags: {
    port: {
      kind: 'text',
      value: 'NUMBER',
      summary: "Listen on this port, not on the file's; 0 takes a free one",
    },
    state: {
      kind: 'text',
      value: 'DIR',
      summary: "Keep keys, journal and database here, not in the file's state folder",
    },
    'no-records': {
      kind: 'switch',
      summary: 'Do not run the embedded database; the journal keeps everything until a report asks for it',
    },
  },
  positionals: { least: 0, most: 1 },
  async run(given, environment) {
    const port = given.whole('port')
    if (port !== null && port > MAX_PORT) throw new WrongUse(`--port is above ${MAX_PORT}: ${port}`)
    // What is said before the plan is known is at this level.
    const log = pinoLog({ level: 'info', clock: environment.clock })
    const stopped = untilStopped(environment)
    const serving = await startServing(
      {
        file: given.positionals[0] ?? 'workload.yaml',
        log,
        port,
        stateFolder: given.text('state'),
        takePlan: (plan) => log.setLevel(plan.gateway.log.level),
        records: !given.is('no-records'),
      },
      environment,
    )
    await log.flush()
    const signal = await stopped
    log.info({ signal }, 'draining')
    await serving.stop()
    await log.flush()
    return EXIT.ok
  },
}
