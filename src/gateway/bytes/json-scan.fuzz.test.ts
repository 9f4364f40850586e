import assert from 'node:assert/strict'
import { isUtf8 } from 'node:buffer'
import { test } from 'node:test'
import { Failure, type Random, seededRandom } from '../../base/index.ts'
import { JsonScan, MAX_DEPTH } from './json-scan.ts'
import { mutations, SEED_BODIES } from './mutations.fixture.ts'
import { REQUEST_KEYS } from './request-keys.ts'
import { spliceBody } from './splice.ts'

const BODIES = 120_000
const scan = new JsonScan(REQUEST_KEYS)

test(`accepts, refuses and reads ${BODIES} mutated bodies as JSON.parse does`, (t) => {
  const random = seededRandom(20261121)
  const seen = { sound: 0, syntax: 0, encoding: 0, root: 0, depth: 0, duplicate: 0, spliced: 0 }
  for (const body of mutations(random, SEED_BODIES, BODIES)) {
    const fault = scan.scan(body)
    seen[fault?.kind ?? 'sound']++
    const parsed = parse(body)
    const shown = () => JSON.stringify(body.toString('latin1').slice(0, 2_000))
    if (fault === null) {
      assert.ok(isObject(parsed), `accepted, though JSON.parse does not: ${shown()}`)
      assert.ok(isUtf8(body), `accepted, though not UTF-8: ${shown()}`)
      assert.ok(depthOf(body.toString()) <= MAX_DEPTH, `accepted, though too deep: ${shown()}`)
      assertSameValues(body, parsed, shown)
      if (random.next() < 0.5) {
        assertSplices(body, parsed, random, shown)
        seen.spliced++
      }
      continue
    }
    switch (fault.kind) {
      case 'syntax':
        assert.equal(parsed, undefined, `refused (${fault.message}), though JSON.parse does not: ${shown()}`)
        break
      case 'encoding':
        assert.ok(!isUtf8(body))
        break
      case 'root':
        assert.ok(!isObject(parsed), shown())
        break
      case 'depth':
        assert.ok(parsed === undefined || depthOf(body.toString()) > MAX_DEPTH, shown())
        break
      case 'duplicate':
        // Whether the rest is sound stays open; that the key stands twice must be true.
        assert.ok((fault.param ?? '') in REQUEST_KEY_SET, shown())
        if (parsed !== undefined) assert.ok(countTopLevel(body.toString(), fault.param ?? '') >= 2, shown())
    }
  }
  t.diagnostic(JSON.stringify(seen))
  for (const [kind, count] of Object.entries(seen))
    assert.ok(count >= 100, `${kind}: only ${count} of ${BODIES}`)
})

const REQUEST_KEY_SET: Record<string, true> = Object.fromEntries(
  REQUEST_KEYS.names.map((name) => [name, true]),
)

type Json = Record<string, unknown>

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Undefined, which no JSON text means, when it is none. */
function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch (error) {
    assert.ok(error instanceof SyntaxError)
    return undefined
  }
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/gs

/** Of a sound document's text: values that a second key of the same name hides count too. */
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') deepest = Math.max(deepest, ++depth)
    else if (token === '}' || token === ']') depth--
  }
  return deepest
}

/** How often a key stands in the root of a sound document, found without the scanner. */
function countTopLevel(text: string, name: string): number {
  const tokens = [...text.matchAll(TOKEN)].map(([token]) => token)
  let depth = 0
  let count = 0
  tokens.forEach((token, i) => {
    if (token === '{' || token === '[') depth++
    else if (token === '}' || token === ']') depth--
    else if (depth === 1 && token.startsWith('"') && tokens[i + 1] === ':' && JSON.parse(token) === name)
      count++
  })
  return count
}

function assertSameValues(body: Buffer, parsed: Json, shown: () => string): void {
  for (const name of REQUEST_KEYS.names) {
    assert.equal(scan.has(name), Object.hasOwn(parsed, name), `${name} in ${shown()}`)
    if (!scan.has(name)) {
      assert.equal(scan.kind(name), 'absent')
      continue
    }
    const value = parsed[name]
    const text = body.toString('utf8', scan.start(name), scan.end(name))
    assert.deepEqual(JSON.parse(text), value, `${name} in ${shown()}`)
    assert.equal(text, text.trim())
    const kind = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value
    assert.equal(scan.kind(name), kind)
    assertReader(() => scan.string(name), typeof value === 'string', value)
    assertReader(() => scan.boolean(name), typeof value === 'boolean', value)
    assertReader(() => scan.count(name), Number.isSafeInteger(value) && (value as number) >= 0, value)
  }
}

function assertReader(read: () => unknown, isWanted: boolean, value: unknown): void {
  if (isWanted) assert.equal(read(), value === 0 ? 0 : value)
  else if (value === null) assert.equal(read(), null)
  else assert.throws(read, (error) => error instanceof Failure && error.code === 'invalid_field')
}

function assertSplices(body: Buffer, parsed: Json, random: Random, shown: () => string): void {
  const model = random.next() < 0.7 ? (MODELS[Math.floor(random.next() * MODELS.length)] ?? null) : null
  const askForUsage = random.next() < 0.5
  const hasPrevious = scan.has('previous_response_id')
  const previousResponseId = hasPrevious && random.next() < 0.5 ? 'resp_"\\\u2028é' : null
  const options = parsed['stream_options']
  const expected = { ...parsed }
  if (model !== null) expected['model'] = model
  if (askForUsage) expected['stream_options'] = { ...(isObject(options) ? options : {}), include_usage: true }
  if (previousResponseId !== null) expected['previous_response_id'] = previousResponseId
  const edits = {
    kind: 'json',
    modelStart: scan.start('model'),
    modelEnd: scan.end('model'),
    streamOptionsStart: scan.start('stream_options'),
    streamOptionsEnd: scan.end('stream_options'),
    previousIdStart: scan.start('previous_response_id'),
    previousIdEnd: scan.end('previous_response_id'),
  } as const
  const before = Buffer.from(body)
  const optionsText = body.toString(
    'utf8',
    Math.max(0, edits.streamOptionsStart),
    Math.max(0, edits.streamOptionsEnd),
  )
  if (askForUsage && !isUsable(options, optionsText)) {
    assert.throws(
      () => spliceBody(body, edits, { model, askForUsage, previousResponseId }),
      (error) => error instanceof Failure && error.code === 'invalid_field',
    )
    return
  }
  const spliced = spliceBody(body, edits, { model, askForUsage, previousResponseId })
  assert.deepEqual(body, before)
  assert.deepEqual(JSON.parse(spliced.toString()), expected, shown())
}

function isUsable(options: unknown, text: string): boolean {
  if (options === undefined || options === null) return true
  if (!isObject(options)) return false
  const value = options['include_usage'] ?? true
  return typeof value === 'boolean' && countTopLevel(text, 'include_usage') < 2
}

const MODELS = ['gpt-4.1-prod', 'a"b\\c', 'modèle', '']
