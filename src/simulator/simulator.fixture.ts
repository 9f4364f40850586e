import OpenAI, { AzureOpenAI } from 'openai'
import { ManualClock, seededRandom, silentLog } from '../base/index.ts'
import { NO_LATENCY, type SimulatedDeployment, type SimulatorSettings } from './settings.ts'
import { type Simulator, startSimulator } from './simulator.ts'

/** A simulator on a free port, on a clock that stands still until a test moves it, and the SDK's clients for it. */
export interface Stage {
  readonly simulator: Simulator
  readonly clock: ManualClock
  /** Classic paths, with an api-version. */
  readonly azure: AzureOpenAI
  /** v1 paths, the key as Bearer. */
  readonly openai: OpenAI
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>
  [Symbol.asyncDispose](): Promise<void>
}

export const KEY = 'key-of-swc'

export function deployment(
  name: string,
  model: string,
  more: Partial<SimulatedDeployment> = {},
): SimulatedDeployment {
  return {
    name,
    model,
    version: null,
    type: 'standard',
    tokensPerMinute: null,
    requestsPerMinute: null,
    ptu: null,
    spillover: null,
    ...more,
  }
}

export async function stage(
  deployments: readonly SimulatedDeployment[],
  more: Partial<SimulatorSettings> = {},
): Promise<Stage> {
  const clock = new ManualClock()
  const account = { name: 'swc', region: 'swedencentral', keys: [KEY], deployments }
  const other = { name: 'frc', region: 'francecentral', keys: [], deployments }
  const settings: SimulatorSettings = {
    host: '127.0.0.1',
    port: 0,
    seed: 1,
    latency: NO_LATENCY,
    limits: 'sliding',
    accounts: [account, other],
    ...more,
  }
  const failures: object[] = []
  const log = { ...silentLog, error: (fields: object) => void failures.push(fields) }
  const simulator = await startSimulator(settings, { clock, random: seededRandom(1), log })
  const client = { apiKey: KEY, maxRetries: 0 }
  return {
    simulator,
    clock,
    azure: new AzureOpenAI({ ...client, endpoint: simulator.url('swc'), apiVersion: '2024-10-21' }),
    openai: new OpenAI({ ...client, baseURL: `${simulator.url('swc')}/openai/v1` }),
    post: (path, body, headers = {}) =>
      fetch(`${simulator.url('swc')}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'api-key': KEY, ...headers },
        body: JSON.stringify(body),
      }),
    async [Symbol.asyncDispose]() {
      await simulator.close()
      if (failures.length > 0) throw new AggregateError(failures, 'the simulator failed within')
    },
  }
}

export const HELLO = [{ role: 'user' as const, content: 'Hello!' }]

const PATIENCE_TURNS = 5_000

/** Waits for what another turn of the event loop brings about. */
export async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < PATIENCE_TURNS; turn++) {
    if (condition()) return
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  throw new Error('it did not come about')
}

/** The data of each event of a stream, in order, and the names where events have one. */
export function eventsOf(text: string): { name: string | null; data: string }[] {
  return text
    .split('\n\n')
    .filter((event) => event !== '')
    .map((event) => ({
      name: /^event: (.*)$/m.exec(event)?.[1] ?? null,
      data: /^data: (.*)$/m.exec(event)?.[1] ?? '',
    }))
}
