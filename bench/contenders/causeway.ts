import { execFile, spawnSync } from 'node:child_process'
import { appendFileSync, copyFileSync, existsSync, mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { probe } from '../load/probe.ts'
import { rests } from '../measure/window.ts'
import { freePort, startPinned, waitUntilReady } from '../pinned-process.ts'
import type { Site } from '../site.ts'
import { CHAT_PATH, type Contender, type ContenderName, type RunningContender } from './contender.ts'

/** The embedded database makes its files in the first seconds; requests are served meanwhile, but not measured. */
const DATABASE_LIMIT_MS = 30_000

interface Ours {
  readonly name: ContenderName
  readonly workload: string
  /** Put after those of the workload file. */
  readonly settings?: string
}

const OURS: Ours = { name: 'ours', workload: 'workload.yaml' }

/**
 * Ours as users run it: the program `causeway serve`, a workload file, a consumer's key, a state folder that is
 * new for each start. Ledger, metrics and the log of requests are on, with the durability that the program has by default.
 */
export function causeway(program: string, { name, workload, settings = '' }: Ours = OURS): Contender {
  return {
    name,
    absence: () => (existsSync(program) ? null : `there is no ${program}`),
    start: async (site, mocks) => {
      const port = await freePort()
      const folder = mkdtempSync(join(site.folder, 'causeway-'))
      copyFileSync(join(import.meta.dirname, '..', 'causeway', workload), join(folder, 'workload.yaml'))
      appendFileSync(join(folder, 'workload.yaml'), settings)
      const key = await createKey(program, folder)
      const process = startPinned({
        command: [program, 'serve', 'workload.yaml', '--port', String(port)],
        core: site.cores.contender,
        log: join(folder, 'causeway.log'),
        folder,
        environment: {
          ...site.environment,
          BENCH_JSON_UPSTREAM: `http://127.0.0.1:${mocks.json.port}/v1`,
          BENCH_STREAM_UPSTREAM: `http://127.0.0.1:${mocks.stream.port}/v1`,
          BENCH_UPSTREAM_KEY: 'bench',
        },
      })
      const endpoint: RunningContender['endpoint'] = (upstream) => ({
        port,
        path: CHAT_PATH,
        headers: { authorization: `Bearer ${key}` },
        model: `bench-${upstream}`,
      })
      await waitUntilReady(() => probe(endpoint('json'), 'small'), process)
      await rests(process.pid, DATABASE_LIMIT_MS)
      return {
        name,
        software: softwareName(site),
        root: process.pid,
        label: processRole,
        endpoint,
        stateFolder: join(folder, '.causeway'),
        stop: () => process.stop(),
      }
    },
  }
}

/** With the revision of the sources, so that figures can be traced to what they were taken on. */
function softwareName(site: Site): string {
  const git = spawnSync('git', ['describe', '--always', '--dirty'], {
    cwd: site.projectFolder,
    encoding: 'utf8',
  })
  return git.status === 0 ? `Causeway at ${git.stdout.trim()}` : 'Causeway'
}

/** The gateway is the process that was started; what else it starts keeps the records. */
export function processRole(_command: string, isRoot: boolean): string {
  return isRoot ? 'gateway' : 'records'
}

const CONSUMER = '/contoso/claims/intake-bot'

export async function createKey(program: string, folder: string, consumer = CONSUMER): Promise<string> {
  const args = ['keys', 'create', '--consumer', consumer, '--format', 'json']
  const { stdout } = await promisify(execFile)(program, args, { cwd: folder })
  const { key } = JSON.parse(stdout) as { readonly key?: string }
  if (key === undefined) throw new Error('causeway keys create printed no key')
  return key
}
