import type { JsonScan } from './json-scan.ts'
import { WantedKeys } from './wanted-keys.ts'

/**
 * What a prompt holds beside text, as OpenAI's chat and responses write it: images by URL or as data, sound, files. It is
 * found by the keys around it and never decoded; its bytes are no text.
 */
export interface PromptMedia {
  readonly lowImages: number
  /** Of any other detail. */
  readonly highImages: number
  readonly soundSeconds: number
  /** Of files, about. */
  readonly pages: number
  /** Bytes of the prompt that are none of its text. */
  readonly bytes: number
}

export const MEDIA_KEYS = new WantedKeys([
  'image_url',
  'url',
  'detail',
  'input_audio',
  'data',
  'file_data',
  'file_id',
  'file_url',
  'result',
])

/** Uncompressed speech, and compressed speech at the rate that recorders and telephones use; assumed. */
const WAVE_BYTES_PER_SECOND = 32_000
const COMPRESSED_BYTES_PER_SECOND = 8_000
/** Of a document, and how long one is that is not in the request; assumed. */
const BYTES_PER_PAGE = 50_000
const PAGES_ELSEWHERE = 10
/** A picture that a tool made is one long word; what else is called a result is shorter, or has blanks. */
const MIN_PICTURE_BYTES = 1_024

/** `RIFF`, the beginning of a wave file, as it stands in base64 and in bytes. */
const WAVE_BASE64 = Buffer.from('UklGR')
const WAVE = Buffer.from('RIFF')

/** Null where the prompt, from `start` to `end`, is text alone. */
export function mediaOf(
  scan: JsonScan<string>,
  body: Buffer,
  start: number,
  end: number,
): PromptMedia | null {
  if (scan.innerCount === 0) return null
  let images = 0
  let lowImages = 0
  let soundSeconds = 0
  let pages = 0
  let bytes = 0
  let isInSound = false
  for (let i = 0; i < scan.innerCount; i++) {
    const from = scan.innerStart(i)
    if (from < start || from >= end) continue
    const length = Math.max(0, scan.innerEnd(i) - from)
    switch (scan.innerName(i)) {
      case 'image_url':
        images++
        bytes += length
        break
      case 'url':
        // Only data is so long; a short one counts next to nothing either way.
        bytes += length
        break
      case 'detail':
        if (length === 5 && body.toString('latin1', from + 1, from + 4) === 'low') lowImages++
        break
      case 'input_audio':
        isInSound = true
        break
      case 'data':
        if (!isInSound || length === 0) break
        isInSound = false
        bytes += length
        soundSeconds += secondsOf((length * 3) / 4, startsWith(body, WAVE_BASE64, from + 1))
        break
      case 'file_data':
        bytes += length
        pages += Math.ceil((length * 3) / 4 / BYTES_PER_PAGE)
        break
      case 'file_id':
      case 'file_url':
        pages += PAGES_ELSEWHERE
        break
      case 'result':
        if (length < MIN_PICTURE_BYTES || body.subarray(from, from + MIN_PICTURE_BYTES).includes(0x20)) break
        images++
        bytes += length
    }
  }
  if (images === 0 && soundSeconds === 0 && pages === 0) return null
  lowImages = Math.min(lowImages, images)
  return { lowImages, highImages: images - lowImages, soundSeconds, pages, bytes }
}

/** Of a recording as it is sent in a form. */
export function soundSecondsOf(body: Buffer, start: number, end: number): number {
  return secondsOf(end - start, startsWith(body, WAVE, start))
}

function secondsOf(bytes: number, isWave: boolean): number {
  return Math.ceil(bytes / (isWave ? WAVE_BYTES_PER_SECOND : COMPRESSED_BYTES_PER_SECOND))
}

function startsWith(body: Buffer, word: Buffer, at: number): boolean {
  return body.compare(word, 0, word.length, at, Math.min(body.length, at + word.length)) === 0
}
