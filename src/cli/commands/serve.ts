import { pinoLog } from '../../telemetry/index.ts'
import type { Plan } from '../../workload/index.ts'
import type { Command } from '../command.ts'
import { untilStopped } from '../environment.ts'
import { EXIT, WrongUse } from '../exit-code.ts'
import { startGroup } from '../serving-group.ts'
import { startServing } from '../serving.ts'

const MAX_PORT = 65_535
const MAX_WORKERS = 64

export const serve: Command = {
  name: 'serve',
  summary: 'Serve the workload: the gateway in front of its models',
  usage: '[FILE] [--port NUMBER] [--workers NUMBER] [--state DIR] [--no-records]',
  details: `Serves FILE, ./workload.yaml unless it says otherwise, until SIGTERM or SIGINT; then it takes no new work, lets
open answers end, and flushes the ledger. The file is loaded again when it changes and on SIGHUP; a file with errors
keeps the plan that runs. The log is on standard output, one JSON line for each event.`,
  flags: {
    port: {
      kind: 'text',
      value: 'NUMBER',
      summary: "Listen on this port, not on the file's; 0 takes a free one",
    },
    workers: {
      kind: 'text',
      value: 'NUMBER',
      summary: 'Serve with so many processes, on as many cores, and limits as exact as with one',
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
    const workers = given.whole('workers') ?? 1
    if (workers < 1 || workers > MAX_WORKERS)
      throw new WrongUse(`--workers is not between 1 and ${MAX_WORKERS}: ${workers}`)
    // What is said before the plan is known is at this level.
    const log = pinoLog({ level: 'info', clock: environment.clock })
    const stopped = untilStopped(environment)
    const options = {
      file: given.positionals[0] ?? 'workload.yaml',
      log,
      port,
      stateFolder: given.text('state'),
      takePlan: (plan: Plan) => log.setLevel(plan.gateway.log.level),
      records: !given.is('no-records'),
      admin: null,
    }
    const serving =
      workers === 1
        ? await startServing(options, environment)
        : await startGroup({ ...options, workers }, environment)
    await log.flush()
    const signal = await stopped
    log.info({ signal }, 'draining')
    await serving.stop()
    await log.flush()
    return EXIT.ok
  },
}
