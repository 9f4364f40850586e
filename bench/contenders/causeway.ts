import { execFile, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { requestBody } from '../load/bodies.ts'
import { endpointUrl } from '../load/endpoint.ts'
import { freePort, startPinned, waitUntil } from '../pinned-process.ts'
import type { Site } from '../site.ts'
import { CHAT_PATH, type Contender, type RunningContender } from './contender.ts'

/**
 * Ours as users run it: the program `causeway serve`, a workload file, a consumer's key. Limits, ledger, metrics and the
 * log of requests are on, with the durability that the program has by default.
 */
export function causeway(program: string): Contender {
  return {
    name: 'ours',
    absence: () => (existsSync(program) ? null : `there is no ${program}`),
    start: async (site, mocks) => {
      const port = await freePort()
      const folder = join(site.folder, 'causeway')
      const environment = {
        ...site.environment,
        BENCH_JSON_UPSTREAM: `http://127.0.0.1:${mocks.json.port}/v1`,
        BENCH_STREAM_UPSTREAM: `http://127.0.0.1:${mocks.stream.port}/v1`,
        BENCH_UPSTREAM_KEY: 'bench',
      }
      const workload = writeWorkload(folder, port)
      const key = await consumerKey({ program, workload, folder, environment })
      const process = startPinned({
        command: [program, 'serve', workload],
        core: site.cores.contender,
        log: join(site.folder, 'causeway.log'),
        environment,
      })
      const endpoint: RunningContender['endpoint'] = (upstream) => ({
        port,
        path: CHAT_PATH,
        headers: { authorization: `Bearer ${key}` },
        model: `bench-${upstream}`,
      })
      const answers = async (): Promise<boolean> => {
        const { headers, model } = endpoint('json')
        const options = {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: requestBody('small', model),
        }
        const answer = await fetch(endpointUrl(endpoint('json')), options).catch(() => null)
        return answer !== null && answer.ok && (await answer.text()).length > 0
      }
      await waitUntil(answers, process, 'it answered a request')
      return {
        name: 'ours',
        software: softwareName(site),
        root: process.pid,
        label: processRole,
        endpoint,
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

/** The committed file with this run's port and state folder. */
function writeWorkload(folder: string, port: number): string {
  mkdirSync(folder, { recursive: true })
  const template = readFileSync(join(import.meta.dirname, '..', 'causeway', 'workload.yaml'), 'utf8')
  const text = template
    .replace('127.0.0.1:8080', `127.0.0.1:${port}`)
    .replace('state_folder: .causeway', `state_folder: ${join(folder, 'state')}`)
  const path = join(folder, 'workload.yaml')
  writeFileSync(path, text)
  return path
}

const CONSUMER = '/contoso/claims/intake-bot'

interface KeyOptions {
  readonly program: string
  readonly workload: string
  readonly folder: string
  readonly environment: NodeJS.ProcessEnv
}

/** Keys outlive a start, as the state folder does, so one is made for the whole run. */
async function consumerKey({ program, workload, folder, environment }: KeyOptions): Promise<string> {
  const path = join(folder, 'consumer-key')
  if (existsSync(path)) return readFileSync(path, 'utf8')
  const { stdout } = await promisify(execFile)(program, ['keys', 'create', CONSUMER, '--file', workload], {
    env: environment,
  })
  const key = findKey(stdout)
  writeFileSync(path, key, { mode: 0o600 })
  return key
}

/** The key is the longest word that the command prints. */
export function findKey(output: string): string {
  const words = output.split(/\s+/).sort((a, b) => b.length - a.length)
  const key = words[0] ?? ''
  if (key.length < 16) throw new Error(`causeway keys create printed no key:\n${output}`)
  return key
}
