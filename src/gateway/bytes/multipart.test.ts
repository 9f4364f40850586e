import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Failure, type FailureCode, seededRandom } from '../../base/index.ts'
import { MAX_PART_HEADER_BYTES, MAX_PARTS, scanMultipart } from './multipart.ts'
import { spliceBody } from './splice.ts'

async function encode(form: FormData): Promise<{ body: Buffer; type: string }> {
  const response = new Response(form)
  const type = response.headers.get('content-type') ?? ''
  return { body: Buffer.from(await response.arrayBuffer()), type }
}

function form(fields: Readonly<Record<string, string | Blob>>): FormData {
  const made = new FormData()
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string') made.append(name, value)
    else made.append(name, value, 'sound "1".wav')
  }
  return made
}

const sound = new Blob([Uint8Array.from({ length: 5_000 }, (_, i) => i % 256)], { type: 'audio/wav' })

function edits(at: { modelStart: number; modelEnd: number }) {
  const { modelStart, modelEnd } = at
  const none = { streamOptionsStart: -1, streamOptionsEnd: -1, previousIdStart: -1, previousIdEnd: -1 }
  return { kind: 'multipart', modelStart, modelEnd, ...none } as const
}

async function decode(body: Buffer, type: string): Promise<Record<string, string | Uint8Array>> {
  const fields: Record<string, string | Uint8Array> = {}
  const read = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  for (const [name, value] of read) {
    fields[name] = typeof value === 'string' ? value : new Uint8Array(await value.arrayBuffer())
  }
  return fields
}

test('a form says what its estimate needs: the recording, or how many images are sent and asked for', async () => {
  const spoken = await encode(form({ model: 'm', prompt: 'names', file: sound }))
  const heard = scanMultipart(spoken.body, spoken.type)
  assert.equal((heard.sound?.end ?? 0) - (heard.sound?.start ?? 0), 5_000)
  assert.deepEqual([heard.images, heard.choices, heard.size, heard.quality], [0, 1, null, null])
  const wish = form({ model: 'm', prompt: 'a cat', n: '3', size: '1024x1024', quality: 'low', image: sound })
  const drawn = await encode(wish)
  const edited = scanMultipart(drawn.body, drawn.type)
  assert.deepEqual([edited.images, edited.choices, edited.size, edited.quality], [1, 3, '1024x1024', 'low'])
  const odd = await encode(form({ model: 'm', n: 'many', size: 'x'.repeat(100) }))
  const { choices, size } = scanMultipart(odd.body, odd.type)
  assert.deepEqual([choices, size], [1, null])
})

describe('fields of forms as the platform encodes them', () => {
  for (const [name, fields] of Object.entries({
    'model first': { model: 'whisper-1', file: sound, stream: 'true' },
    'model last': { file: sound, prompt: 'Ärger, "quoted"', stream: 'False', model: 'gpt-4o-transcribe' },
    'empty values': { model: '', prompt: '', file: new Blob([]) },
    'no model': { file: sound, language: 'de' },
    'names that look alike': {
      'model[]': 'a',
      Model: 'b',
      'name="model"': 'c',
      model: 'd\r\n\r\ne',
      xmodel: 'f',
    },
    'text that looks like a part': {
      prompt: '\r\nContent-Disposition: form-data; name="model"\r\n\r\nx',
      model: 'm',
    },
  } satisfies Record<string, Record<string, string | Blob>>)) {
    test(name, async () => {
      const { body, type } = await encode(form(fields))
      const found = scanMultipart(body, type)
      const expected: Record<string, string | Blob> = fields
      assert.equal(found.model, expected['model'] ?? null)
      assert.equal(
        found.stream,
        typeof expected['stream'] === 'string' ? /true/i.test(expected['stream']) : null,
      )
      assert.equal(found.promptBytes, Buffer.byteLength((expected['prompt'] ?? '') as string))
      const spliced = spliceBody(body, edits(found), {
        model: 'my-deployment',
        askForUsage: true,
        previousResponseId: 'x',
      })
      assert.deepEqual(await decode(spliced, type), { ...(await decode(body, type)), model: 'my-deployment' })
      const untouched = spliceBody(body, edits(found), {
        model: null,
        askForUsage: true,
        previousResponseId: null,
      })
      assert.equal(untouched, body)
    })
  }
})

const TYPE = 'multipart/form-data; boundary=XX'

function raw(...parts: readonly string[]): Buffer {
  return Buffer.from(`${parts.map((part) => `--XX\r\n${part}\r\n`).join('')}--XX--\r\n`)
}

function field(name: string, value: string, more = ''): string {
  return `Content-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}`
}

test('what is unusual but clear is read', () => {
  for (const [body, type] of [
    [raw(field('model', 'm')), 'Multipart/Form-Data; charset=utf-8; boundary="XX"'],
    [raw(field('model', 'm')), 'multipart/form-data;boundary=XX; charset=utf-8'],
    [raw('content-disposition:form-data;name=model\r\nContent-Type: text/plain\r\n\r\nm'), TYPE],
    [raw(field('model', 'm')).subarray(0, -2), TYPE],
  ] as const) {
    assert.equal(scanMultipart(body, type).model, 'm', body.toString())
  }
  assert.equal(scanMultipart(Buffer.from('--XX--'), TYPE).model, null)
})

function refuses(body: Buffer, code: FailureCode, type = TYPE): void {
  assert.throws(
    () => scanMultipart(body, type),
    (error) => error instanceof Failure && error.code === code,
    body.toString().slice(0, 200),
  )
}

test('what readers disagree about is refused', () => {
  const good = raw(field('model', 'm'))
  refuses(good, 'malformed_request', 'multipart/form-data')
  refuses(good, 'malformed_request', 'application/json; boundary=XX')
  refuses(good, 'malformed_request', 'multipart/form-data; boundary=XX; boundary=YY')
  refuses(good, 'malformed_request', `multipart/form-data; boundary=${'x'.repeat(71)}`)
  refuses(good, 'malformed_request', 'multipart/form-data; boundary=X')
  refuses(Buffer.alloc(0), 'malformed_request')
  refuses(Buffer.from('--XX'), 'malformed_request')
  refuses(Buffer.concat([Buffer.from('preamble\r\n'), good]), 'malformed_request')
  refuses(Buffer.concat([good, Buffer.from('x')]), 'malformed_request')
  refuses(Buffer.from(good.toString().replaceAll('\r\n', '\n')), 'malformed_request')
  refuses(raw('\r\nm'), 'malformed_request')
  refuses(raw('Content-Type: text/plain\r\n\r\nm'), 'malformed_request')
  refuses(raw(field('a', 'm', '; name="model"')), 'malformed_request')
  refuses(raw(field('a', 'm', "; name*=utf-8''model")), 'malformed_request')
  refuses(raw(field('a', 'm', '; name')), 'malformed_request')
  refuses(raw(field('a\\"b', 'm')), 'malformed_request')
  refuses(raw(`Content-Disposition: form-data; name="a"\r\n${field('model', 'm')}`), 'malformed_request')
  refuses(
    raw(`Content-Disposition: form-data; x=y\r\n${field('a', 'm')}`.replace(/(.*)\r\n(.*)/, '$2\r\n$1')),
    'malformed_request',
  )
  refuses(raw('Content-Disposition : form-data; name="model"\r\n\r\nm'), 'malformed_request')
  refuses(raw('Content-Disposition: form-data;\r\n name="model"\r\n\r\nm'), 'malformed_request')
  refuses(raw('Content-Disposition: attachment; name="model"\r\n\r\nm'), 'malformed_request')
  refuses(raw(field('a', 'x\r\n--XXY\r\n')), 'malformed_request')
  refuses(raw(field('model', 'm'), field('model', 'm')), 'invalid_field')
  refuses(raw(field('model', 'm', '; filename="f"')), 'invalid_field')
  refuses(raw(`Content-Transfer-Encoding: base64\r\n${field('model', 'bQ==')}`), 'invalid_field')
  refuses(raw(field('stream', 'yes')), 'invalid_field')
  refuses(raw(field('model', 'm'.repeat(1_025))), 'invalid_field')
})

test('parts and their headers are bounded', () => {
  const parts = Array.from({ length: MAX_PARTS }, (_, i) => field(`f${i}`, 'x'))
  assert.equal(scanMultipart(raw(...parts), TYPE).model, null)
  refuses(raw(...parts, field('model', 'm')), 'malformed_request')
  refuses(raw(`X: ${'y'.repeat(MAX_PART_HEADER_BYTES)}\r\n${field('model', 'm')}`), 'malformed_request')
})

test('a body that is cut anywhere but at its very end is refused; a model name cannot bring a part of its own', () => {
  const body = raw(field('prompt', 'hello'), field('model', 'm'), field('stream', 'true'))
  for (let length = 0; length < body.length - 2; length++) {
    refuses(body.subarray(0, length), 'malformed_request')
  }
  const changes = { model: 'x\r\n--XX', askForUsage: false, previousResponseId: null }
  assert.throws(() => spliceBody(body, edits(scanMultipart(body, TYPE)), changes), Failure)
})

test('accidents to a body end in an answer or a refusal, and what is read is what the platform reads', async () => {
  const random = seededRandom(5)
  const good = raw(field('prompt', 'hello'), field('model', 'whisper'), field('stream', 'true'))
  let read = 0
  for (let i = 0; i < 3_000; i++) {
    const body = Buffer.from(good)
    body[Math.floor(random.next() * body.length)] = Math.floor(random.next() * 256)
    let found
    try {
      found = scanMultipart(body, TYPE)
    } catch (error) {
      assert.ok(error instanceof Failure)
      continue
    }
    if (i % 10 !== 0) continue
    const fields = await decode(body, TYPE).catch((error: unknown) => error)
    // What the platform refuses, a provider may refuse too; nobody takes it for something else.
    if (fields instanceof TypeError) continue
    assert.ok(typeof fields === 'object' && fields !== null && !(fields instanceof Error))
    assert.equal(found.model, Reflect.get(fields, 'model') ?? null, JSON.stringify(body.toString('latin1')))
    read++
  }
  assert.ok(read > 20, `only ${read} were read`)
})
