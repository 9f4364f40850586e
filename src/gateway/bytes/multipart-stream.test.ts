import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Failure } from '../../base/index.ts'
import { MultipartStream } from './multipart-stream.ts'
import type { PartHeaders } from './multipart.ts'

const TYPE = 'multipart/form-data; boundary=x'

function read(
  body: Buffer,
  cuts: readonly number[],
): { name: string; fileName: string | null; text: string }[] {
  const parts: { name: string; fileName: string | null; text: string }[] = []
  const stream = new MultipartStream(TYPE, {
    part: ({ name, fileName }: PartHeaders) => void parts.push({ name, fileName, text: '' }),
    data(bytes) {
      const last = parts.at(-1)
      assert.ok(last !== undefined)
      last.text += bytes.toString()
    },
  })
  let from = 0
  for (const cut of [...cuts, body.length]) {
    stream.push(body.subarray(from, cut))
    from = cut
  }
  stream.end()
  return parts
}

const FORM = Buffer.from(
  '--x\r\ncontent-disposition: form-data; name="purpose"\r\n\r\nbatch\r\n' +
    '--x\r\ncontent-disposition: form-data; name="file"; filename="é.jsonl"\r\ncontent-type: text/plain\r\n\r\n' +
    'one\r\n--\r\n--y\r\ntwo\r\n--x\r\ncontent-disposition: form-data; name="none"\r\n\r\n\r\n--x--\r\n',
)
const PARTS = [
  { name: 'purpose', fileName: null, text: 'batch' },
  { name: 'file', fileName: 'é.jsonl', text: 'one\r\n--\r\n--y\r\ntwo' },
  { name: 'none', fileName: null, text: '' },
]

test('a form is the same however its bytes come', () => {
  assert.deepEqual(read(FORM, []), PARTS)
  for (let cut = 1; cut < FORM.length; cut++) assert.deepEqual(read(FORM, [cut]), PARTS, `cut at ${cut}`)
  const everyByte = Array.from({ length: FORM.length - 1 }, (_, i) => i + 1)
  assert.deepEqual(read(FORM, everyByte), PARTS)
})

test('what is malformed is refused, however it comes', () => {
  const wrong = [
    '',
    'x',
    ' --x\r\n',
    '--x\n',
    '--xy\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--x--',
    '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1',
    '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--x--after',
    '--x\r\ncontent-disposition: attachment; name="a"\r\n\r\n1\r\n--x--',
    '--x\r\n\r\n1\r\n--x--',
    `--x\r\na: ${'b'.repeat(10_000)}`,
  ]
  for (const text of wrong) {
    const body = Buffer.from(text)
    for (const cuts of [[], Array.from({ length: Math.max(0, body.length - 1) }, (_, i) => i + 1)])
      assert.throws(
        () => read(body, cuts),
        (error) => error instanceof Failure && error.code === 'malformed_request',
        JSON.stringify(text.slice(0, 80)),
      )
  }
})
