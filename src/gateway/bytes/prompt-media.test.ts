import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { JsonScan, MAX_INNER } from './json-scan.ts'
import { MEDIA_KEYS, mediaOf, soundSecondsOf } from './prompt-media.ts'
import { REQUEST_KEYS } from './request-keys.ts'

const scan = new JsonScan(REQUEST_KEYS, 'refuse', MEDIA_KEYS)

function media(name: 'messages' | 'input', prompt: unknown, more: object = {}) {
  const body = Buffer.from(JSON.stringify({ model: 'm', ...more, [name]: prompt }))
  assert.equal(scan.scan(body), null)
  const found = mediaOf(scan, body, scan.start(name), scan.end(name))
  const textBytes = scan.end(name) - scan.start(name) - (found?.bytes ?? 0)
  return { ...found, textBytes }
}

const user = (...content: object[]) => [{ role: 'user', content }]
const DATA = 'A'.repeat(400_000)

describe('what a prompt holds beside text', () => {
  test('is nothing where it is text, whatever the text is about', () => {
    const body = Buffer.from(
      '{"messages":[{"role":"user","content":"{\\"image_url\\":\\"data:image/png;base64,AAAA\\"}"}]}',
    )
    assert.equal(scan.scan(body), null)
    assert.equal(mediaOf(scan, body, scan.start('messages'), scan.end('messages')), null)
  })

  test('images of chat: by URL or as data, by detail, and no byte of them is text', () => {
    const found = media(
      'messages',
      user(
        { type: 'text', text: 'What is this?' },
        { type: 'image_url', image_url: { url: `data:image/png;base64,${DATA}`, detail: 'low' } },
        { type: 'image_url', image_url: { detail: 'high', url: 'https://example.com/a.png' } },
        { type: 'image_url', image_url: { url: `data:image/png;base64,${DATA}` } },
      ),
    )
    assert.equal(found.lowImages, 1)
    assert.equal(found.highImages, 2)
    assert.ok(found.textBytes < 500, `${found.textBytes} bytes of text`)
  })

  test('images and files of responses', () => {
    const found = media('input', [
      {
        role: 'user',
        content: [
          { type: 'input_image', image_url: `data:image/jpeg;base64,${DATA}`, detail: 'low' },
          { type: 'input_file', filename: 'a.pdf', file_data: `data:application/pdf;base64,${DATA}` },
          { type: 'input_file', file_id: 'file-1' },
        ],
      },
      { type: 'image_generation_call', id: 'ig_1', result: DATA },
    ])
    assert.deepEqual([found.lowImages, found.highImages, found.pages], [1, 1, 17])
    assert.ok(found.textBytes < 500, `${found.textBytes} bytes of text`)
  })

  test('sound, by its bytes: compressed, and uncompressed as its first bytes say', () => {
    const seconds = (data: string) =>
      media('messages', user({ type: 'input_audio', input_audio: { data, format: 'mp3' } })).soundSeconds
    assert.equal(seconds('A'.repeat(320_000)), 31)
    assert.equal(seconds(`UklGR${'A'.repeat(319_995)}`), 8)
    assert.equal(soundSecondsOf(Buffer.alloc(80_000), 0, 80_000), 10)
    assert.equal(soundSecondsOf(Buffer.concat([Buffer.from('RIFF'), Buffer.alloc(63_996)]), 0, 64_000), 2)
  })

  test('is looked for in the prompt alone, and a word called data or result is text', () => {
    const found = media('messages', user({ type: 'text', data: DATA, result: 'fine' }), {
      tools: [{ parameters: { properties: { image_url: 'a link' } } }],
    })
    assert.equal(found.highImages, undefined)
    assert.ok(found.textBytes > 400_000)
  })

  test('has a bound: what comes after is counted as text', () => {
    const image = { type: 'image_url', image_url: { url: 'https://example.com/a.png' } }
    const found = media('messages', user(...Array.from({ length: MAX_INNER }, () => image)))
    assert.equal(found.highImages, MAX_INNER / 2)
  })
})
