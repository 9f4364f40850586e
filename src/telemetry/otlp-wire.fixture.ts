/**
 * Reads what OTLP sends, with a reader of protobuf of its own (opentelemetry/proto/{metrics,trace,logs}/v1,
 * github.com/open-telemetry/opentelemetry-proto, 1.9.0).
 */
export type ReceivedValue = string | number | boolean | readonly ReceivedValue[]

/** With the type that it came as: whole numbers and others are two. */
export interface ReceivedAttribute {
  readonly type: 'string' | 'int' | 'double' | 'boolean' | 'string[]' | 'other'
  readonly value: ReceivedValue
}

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

export interface ReceivedSpan {
  readonly traceId: string
  readonly spanId: string
  /** Empty where it has none. */
  readonly parentSpanId: string
  readonly traceState: string
  readonly name: string
  readonly kind: 'internal' | 'server' | 'client' | 'other'
  readonly startMs: number
  readonly endMs: number
  readonly attributes: Readonly<Record<string, ReceivedAttribute>>
  readonly isFailed: boolean
  readonly resource: Readonly<Record<string, string>>
}

export interface ReceivedLog {
  readonly severity: string
  readonly severityNumber: number
  readonly body: ReceivedValue
  readonly attributes: Readonly<Record<string, ReceivedAttribute>>
  readonly traceId: string
  readonly spanId: string
  readonly timeMs: number
  readonly resource: Readonly<Record<string, string>>
}

type Field = { readonly number: number; readonly bytes: Buffer; readonly whole: bigint }

const NOTHING = Buffer.alloc(0)

/** Fields of a message, in order; of a length-delimited or fixed one `bytes`, of any number `whole`. */
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
    if (wire === 0) yield { number, bytes: NOTHING, whole: varint() }
    else if (wire === 1) {
      yield { number, bytes: message.subarray(at, at + 8), whole: message.readBigUInt64LE(at) }
      at += 8
    } else if (wire === 2) {
      const length = Number(varint())
      yield { number, bytes: message.subarray(at, at + length), whole: 0n }
      at += length
    } else if (wire === 5) {
      yield { number, bytes: message.subarray(at, at + 4), whole: BigInt(message.readUInt32LE(at)) }
      at += 4
    } else throw new Error(`a field of wire type ${wire}`)
  }
}

function inside(message: Buffer, number: number): Buffer[] {
  return [...fieldsOf(message)].filter((field) => field.number === number).map(({ bytes }) => bytes)
}

function one(message: Buffer, number: number): Buffer {
  return inside(message, number)[0] ?? NOTHING
}

function whole(message: Buffer, number: number): bigint {
  for (const field of fieldsOf(message)) if (field.number === number) return field.whole
  return 0n
}

function textOf(message: Buffer, number: number): string {
  return one(message, number).toString()
}

/** An `AnyValue`. */
function valueOf(message: Buffer): ReceivedAttribute {
  for (const { number, bytes, whole: count } of fieldsOf(message)) {
    if (number === 1) return { type: 'string', value: bytes.toString() }
    if (number === 2) return { type: 'boolean', value: count === 1n }
    if (number === 3) return { type: 'int', value: Number(BigInt.asIntN(64, count)) }
    if (number === 4) return { type: 'double', value: bytes.readDoubleLE() }
    if (number !== 5) continue
    const values = inside(bytes, 1).map(valueOf)
    const isText = values.every(({ type }) => type === 'string')
    return { type: isText ? 'string[]' : 'other', value: values.map(({ value }) => value) }
  }
  return { type: 'other', value: '' }
}

function attributesOf(message: Buffer, number: number): Record<string, ReceivedAttribute> {
  return Object.fromEntries(inside(message, number).map((pair) => [textOf(pair, 1), valueOf(one(pair, 2))]))
}

function textsOf(message: Buffer, number: number): Record<string, string> {
  const attributes = Object.entries(attributesOf(message, number))
  return Object.fromEntries(attributes.map(([name, { value }]) => [name, String(value)]))
}

function milliseconds(nanoseconds: bigint): number {
  return Number(nanoseconds / 1_000n) / 1_000
}

/** What lies in the scopes of the resources of a call. */
function* itemsOf(request: Buffer): Generator<{ item: Buffer; resource: Record<string, string> }> {
  for (const ofResource of inside(request, 1)) {
    const resource = textsOf(one(ofResource, 1), 1)
    for (const scope of inside(ofResource, 2)) for (const item of inside(scope, 2)) yield { item, resource }
  }
}

const SPAN_KINDS = ['other', 'internal', 'server', 'client'] as const

export function spansOf(request: Buffer): ReceivedSpan[] {
  return [...itemsOf(request)].map(({ item, resource }) => ({
    traceId: one(item, 1).toString('hex'),
    spanId: one(item, 2).toString('hex'),
    parentSpanId: one(item, 4).toString('hex'),
    traceState: textOf(item, 3),
    name: textOf(item, 5),
    kind: SPAN_KINDS[Number(whole(item, 6))] ?? 'other',
    startMs: milliseconds(whole(item, 7)),
    endMs: milliseconds(whole(item, 8)),
    attributes: attributesOf(item, 9),
    isFailed: whole(one(item, 15), 3) === 2n,
    resource,
  }))
}

export function logsOf(request: Buffer): ReceivedLog[] {
  return [...itemsOf(request)].map(({ item, resource }) => ({
    severity: textOf(item, 3),
    severityNumber: Number(whole(item, 2)),
    body: valueOf(one(item, 5)).value,
    attributes: attributesOf(item, 6),
    traceId: one(item, 9).toString('hex'),
    spanId: one(item, 10).toString('hex'),
    timeMs: milliseconds(whole(item, 1)),
    resource,
  }))
}

const METRIC_KINDS = [
  ['gauge', 5],
  ['sum', 7],
  ['histogram', 9],
] as const

export function pointsOf(request: Buffer): ReceivedPoint[] {
  const points: ReceivedPoint[] = []
  for (const { item: metric, resource } of itemsOf(request)) {
    for (const [kind, number] of METRIC_KINDS) {
      for (const data of inside(metric, number)) {
        for (const point of inside(data, 1)) {
          const of = { metric: textOf(metric, 1), unit: textOf(metric, 3), kind, resource }
          points.push({ ...of, ...pointOf(point, kind) })
        }
      }
    }
  }
  return points
}

function pointOf(point: Buffer, kind: ReceivedPoint['kind']) {
  const doubles = (number: number) => {
    const packed = one(point, number)
    return Array.from({ length: packed.length / 8 }, (_, i) => packed.readDoubleLE(i * 8))
  }
  const packed = one(point, 6)
  const isHistogram = kind === 'histogram'
  return {
    attributes: textsOf(point, isHistogram ? 9 : 7),
    startMs: Number(whole(point, 2) / 1_000_000n),
    timeMs: Number(whole(point, 3) / 1_000_000n),
    value: doubles(isHistogram ? 5 : 4)[0] ?? 0,
    count: isHistogram ? Number(whole(point, 4)) : 0,
    bounds: isHistogram ? doubles(7) : [],
    counts: isHistogram
      ? Array.from({ length: packed.length / 8 }, (_, i) => Number(packed.readBigUInt64LE(i * 8)))
      : [],
  }
}
