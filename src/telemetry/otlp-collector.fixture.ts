import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * A collector for tests: takes OTLP metrics over HTTP and reads their protobuf with a reader of its own
 * (opentelemetry/proto/metrics/v1/metrics.proto, github.com/open-telemetry/opentelemetry-proto).
 */
export interface ReceivedPoint {
  readonly metric: string
  readonly unit: string
  readonly kind: 'sum' | 'gauge' | 'histogram'
  readonly attributes: Readonly<Record<string, string>>
  readonly resource: Readonly<Record<string, string>>
  readonly startMs: number
  readonly timeMs: number
  /** Of a histogram the sum. */
  readonly value: number
  readonly count: number
  readonly bounds: readonly number[]
  readonly counts: readonly number[]
}

export interface Collector {
  readonly endpoint: string
  /** Each call, with what it held. */
  readonly calls: { headers: NodeJS.Dict<string | string[]>; url: string; points: ReceivedPoint[] }[]
  /** The newest value of a series, or null. */
  latest(metric: string, attributes: Readonly<Record<string, string>>): number | null
  /** What it answers from now on. */
  answer: number
  close(): Promise<void>
}

export async function startCollector(port = 0): Promise<Collector> {
  const calls: Collector['calls'] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      if (collector.answer === 200)
        calls.push({
          headers: request.headers,
          url: request.url ?? '',
          points: pointsOf(Buffer.concat(chunks)),
        })
      response.writeHead(collector.answer, { 'content-type': 'application/x-protobuf' }).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const collector: Collector = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    answer: 200,
    latest(metric, attributes) {
      const points = calls.flatMap(({ points: all }) => all)
      const found = points.findLast(
        (point) =>
          point.metric === metric &&
          Object.entries(attributes).every(([name, value]) => point.attributes[name] === value),
      )
      return found?.value ?? null
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return collector
}

type Field = { readonly number: number; readonly bytes: Buffer; readonly whole: bigint }

/** Fields of a message, in order; of a length-delimited one `bytes`, of any other `whole`. */
function* fieldsOf(message: Buffer): Generator<Field> {
  let at = 0
  const varint = (): bigint => {
    let value = 0n
    for (let shift = 0n; ; shift += 7n) {
      const byte = message[at++]
      if (byte === undefined) throw new Error('the message ends within a number')
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
  }
  while (at < message.length) {
    const tag = varint()
    const number = Number(tag >> 3n)
    const wire = Number(tag & 7n)
    if (wire === 0) yield { number, bytes: Buffer.alloc(0), whole: varint() }
    else if (wire === 1) {
      yield { number, bytes: message.subarray(at, at + 8), whole: message.readBigUInt64LE(at) }
      at += 8
    } else if (wire === 2) {
      const length = Number(varint())
      yield { number, bytes: message.subarray(at, at + length), whole: 0n }
      at += length
    } else throw new Error(`a field of wire type ${wire}`)
  }
}

function inside(message: Buffer, number: number): Buffer[] {
  return [...fieldsOf(message)].filter((field) => field.number === number).map(({ bytes }) => bytes)
}

function textOf(message: Buffer, number: number): string {
  return inside(message, number)[0]?.toString() ?? ''
}

function attributesOf(message: Buffer, number: number): Record<string, string> {
  return Object.fromEntries(
    inside(message, number).map((pair) => [
      textOf(pair, 1),
      textOf(inside(pair, 2)[0] ?? Buffer.alloc(0), 1),
    ]),
  )
}

const KINDS = [
  ['gauge', 5],
  ['sum', 7],
  ['histogram', 9],
] as const

function pointsOf(request: Buffer): ReceivedPoint[] {
  const points: ReceivedPoint[] = []
  for (const resourceMetrics of inside(request, 1)) {
    const resource = attributesOf(inside(resourceMetrics, 1)[0] ?? Buffer.alloc(0), 1)
    for (const scope of inside(resourceMetrics, 2)) {
      for (const metric of inside(scope, 2)) {
        for (const [kind, number] of KINDS) {
          for (const data of inside(metric, number)) {
            for (const point of inside(data, 1)) {
              const of = { metric: textOf(metric, 1), unit: textOf(metric, 3), kind, resource }
              points.push({ ...of, ...pointOf(point, kind) })
            }
          }
        }
      }
    }
  }
  return points
}

function pointOf(point: Buffer, kind: ReceivedPoint['kind']) {
  const fields = [...fieldsOf(point)]
  const whole = (number: number) => fields.find((field) => field.number === number)?.whole ?? 0n
  const doubles = (number: number) => {
    const packed = fields.find((field) => field.number === number)?.bytes ?? Buffer.alloc(0)
    return Array.from({ length: packed.length / 8 }, (_, i) => packed.readDoubleLE(i * 8))
  }
  const packed = fields.find(({ number }) => number === 6)?.bytes ?? Buffer.alloc(0)
  const isHistogram = kind === 'histogram'
  return {
    attributes: attributesOf(point, isHistogram ? 9 : 7),
    startMs: Number(whole(2) / 1_000_000n),
    timeMs: Number(whole(3) / 1_000_000n),
    value: doubles(isHistogram ? 5 : 4)[0] ?? 0,
    count: isHistogram ? Number(whole(4)) : 0,
    bounds: isHistogram ? doubles(7) : [],
    counts: isHistogram
      ? Array.from({ length: packed.length / 8 }, (_, i) => Number(packed.readBigUInt64LE(i * 8)))
      : [],
  }
}
