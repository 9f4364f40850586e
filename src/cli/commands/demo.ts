import path from 'node:path'

import { type Clock, formatCount, formatUsd } from '../../base/index.ts'
import { pinoLog } from '../../telemetry/index.ts'
import type { Command } from '../command.ts'
import type { Environment } from '../environment.ts'
import { EXIT, WrongUse } from '../exit-code.ts'
import { type Serving, startServing } from '../serving.ts'
import { EXAMPLE, localAdmin, quickstartKey, quickstartOperatorKey } from './quickstart.ts'

const FAILING_REGION = 'swedencentral'
const MODEL = 'gpt-4.1'
const CLIENTS = 12
const MAX_SECONDS = 3_600
/** A client's pause between two questions. */
const THINKING_MS = 250

export const demo: Command = {
  name: 'demo',
  summary: 'Play a minute of load with a regional outage in the middle',
  usage: '[--seconds NUMBER] [--state DIR]',
  details: `Serves the example workload on simulated regions and plays ${CLIENTS} clients against it, half of them streaming.
In the middle third the region with the provisioned throughput is out. The table shows what clients got, where it was
served and what it cost. Exits with 1 when a client saw an error.`,
  flags: {
    seconds: { kind: 'text', value: 'NUMBER', default: '60', summary: 'How long to play' },
    state: {
      kind: 'text',
      value: 'DIR',
      default: '.causeway/demo',
      summary: 'Keep keys, journal and database here',
    },
  },
  positionals: { least: 0, most: 0 },
  async run(given, environment) {
    const seconds = given.whole('seconds') ?? 60
    if (seconds < 3 || seconds > MAX_SECONDS) throw new WrongUse(`--seconds is from 3 to ${MAX_SECONDS}`)
    const state = given.requiredText('state')
    const key = await quickstartKey(path.resolve(environment.cwd, state), environment)
    // The outage is the point: its warnings would only hide the table.
    const log = pinoLog({ level: 'error', clock: environment.clock })
    const operatorKey = await quickstartOperatorKey(path.resolve(environment.cwd, state), environment)
    const serving = await startServing(
      { file: EXAMPLE, log, port: 0, stateFolder: state, records: true, admin: localAdmin(0) },
      environment,
    )
    environment.stdout.write(
      `Watch it in the console: ${serving.adminAddress}/console/ with the key ${operatorKey}\n\n`,
    )
    try {
      const tally = await play(serving, key, seconds, environment)
      environment.stdout.write(summary(tally, state))
      return tally.errors === 0 ? EXIT.ok : EXIT.negative
    } finally {
      await serving.stop()
      await log.flush()
    }
  },
}

interface Tally {
  answers: number
  streams: number
  errors: number
  firstError: string | null
  readonly byDeployment: Map<string, number>
}

async function play(
  serving: Serving,
  key: string,
  seconds: number,
  environment: Environment,
): Promise<Tally> {
  const { clock, stdout } = environment
  const { simulator } = serving.simulated
  if (simulator === null) throw new Error('the example workload has no simulated account')
  const tally: Tally = { answers: 0, streams: 0, errors: 0, firstError: null, byDeployment: new Map() }
  const deployments = (serving.plan.models.get(MODEL)?.deployments ?? []).map(({ id }) => id)
  stdout.write(`${CLIENTS} clients ask ${serving.address} for ${seconds} seconds.\n\n`)
  stdout.write(line(['time', 'answers', 'errors', ...deployments, 'cost', '']))
  const startMs = clock.monotonicMs()
  const outageMs = (seconds * 1000) / 3
  const isOver = () => clock.monotonicMs() - startMs >= seconds * 1000
  const clients = Array.from({ length: CLIENTS }, (_, i) =>
    client(serving.address, key, i, isOver, tally, clock),
  )
  let isOut = false
  while (!isOver()) {
    await clock.sleep(1_000)
    const atMs = clock.monotonicMs() - startMs
    const shouldBeOut = atMs >= outageMs && atMs < 2 * outageMs
    let note = ''
    if (shouldBeOut !== isOut) {
      isOut = shouldBeOut
      if (isOut) simulator.faults.set([{ kind: 'unavailable', scope: { region: FAILING_REGION } }])
      else simulator.faults.clear()
      note = isOut ? `${FAILING_REGION} is out` : `${FAILING_REGION} is back`
    }
    const served = deployments.map((id) => formatCount(tally.byDeployment.get(id) ?? 0))
    const cells = [
      `${Math.round(atMs / 1000)} s`,
      formatCount(tally.answers),
      formatCount(tally.errors),
      ...served,
    ]
    stdout.write(line([...cells, formatUsd(costNanoUsd(serving)), note || (isOut ? '  (out)' : '')]))
  }
  await Promise.all(clients)
  return tally
}

async function client(
  address: string,
  key: string,
  number: number,
  isOver: () => boolean,
  tally: Tally,
  clock: Clock,
): Promise<void> {
  const stream = number % 2 === 0
  while (!isOver()) {
    try {
      const response = await fetch(`${address}/v1/chat/completions`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          model: MODEL,
          stream,
          max_tokens: 40,
          messages: [{ role: 'user', content: `Client ${number} asks for a short story about a causeway` }],
        }),
      })
      const text = await response.text()
      const isWhole =
        response.status === 200 &&
        (!stream || text.endsWith('data: [DONE]\n\n')) &&
        !text.includes('"error":{')
      if (!isWhole) throw new Error(`${response.status} ${text.slice(-200)}`)
      tally.answers++
      if (stream) tally.streams++
      const deployment = response.headers.get('x-causeway-deployment') ?? 'unknown'
      tally.byDeployment.set(deployment, (tally.byDeployment.get(deployment) ?? 0) + 1)
    } catch (error) {
      tally.errors++
      tally.firstError ??= error instanceof Error ? error.message : String(error)
    }
    await clock.sleep(THINKING_MS)
  }
}

function costNanoUsd({ gateway }: Serving): number {
  let sum = 0
  for (const { metrics } of gateway.fleet.deployments.values()) sum += metrics.costNanoUsd.value
  return sum
}

function summary({ answers, streams, errors, firstError }: Tally, state: string): string {
  const verdict =
    errors === 0
      ? 'No client saw an error.'
      : `${formatCount(errors)} errors reached clients; the first: ${firstError ?? 'unknown'}`
  return `
${verdict} ${formatCount(answers)} answers, ${formatCount(streams)} of them streams.
The region refused every call for a third of the time. (Where a region breaks off streams that have begun, these end
with an error event: an answer of which the client has a part cannot be had again elsewhere.)

Where the tokens went:  bin/causeway report --by deployment --state ${state}
`
}

function line(cells: readonly string[]): string {
  return `${cells.map((cell, i) => (i === cells.length - 1 ? cell : cell.padStart(12))).join('  ')}\n`
}
