import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { open, readdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'

import type { Clock, Log } from '../base/index.ts'
import type { KeptText } from './records.ts'

/**
 * Text that is kept is sealed before it is written anywhere, by a key of the hour in which its time ends. When that hour is
 * over the key goes, and with it the text: from the journal, whose segments stay for longer, and from whatever a database
 * has of rows that it deleted. AES-256-GCM; what is sealed begins with a word that JSON does not begin with.
 */
const HOUR_MS = 3_600_000
const SEALED = 'sealed:1:'
const CIPHER = 'aes-256-gcm'
const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
/** Each key is gone so long after its hour, while the program runs. */
const SWEEP_EVERY_MS = 60_000
/** Those that were half made, too. */
const KEY_FILE = /^(\d+)\.key(?:\.[0-9a-f]+)?$/

export interface TextKeysParts {
  readonly clock: Clock
  readonly log: Log
}

type Sealable = Pick<KeptText, 'exchange' | 'untilMs' | 'prompt' | 'answer'>

/** The keys of one state folder, which several processes may use. */
export class TextKeys {
  readonly #folder: string
  readonly #clock: Clock
  readonly #log: Log
  readonly #stop: () => void
  /** By the end of the hour. Text is kept for 90 days at most, which bounds them. */
  readonly #keys = new Map<number, Buffer>()
  #isFailing = false
  #sweeping: Promise<void>

  constructor(folder: string, { clock, log }: TextKeysParts) {
    this.#folder = folder
    this.#clock = clock
    this.#log = log
    this.#sweeping = this.#sweep()
    this.#stop = clock.every(SWEEP_EVERY_MS, () => void this.sweep())
  }

  /** Null where no key can be had: then there is no text to write. */
  seal<Text extends Sealable>(text: Text): Text | null {
    const key = this.#keyOf(endOf(text.untilMs))
    if (key === null) return null
    return { ...text, prompt: sealed(text, 'prompt', key), answer: sealed(text, 'answer', key) }
  }

  /** Takes away the keys whose hour is over. */
  sweep(): Promise<void> {
    this.#sweeping = this.#sweeping.then(() => this.#sweep())
    return this.#sweeping
  }

  async close(): Promise<void> {
    this.#stop()
    await this.#sweeping
  }

  #keyOf(endMs: number): Buffer | null {
    const known = this.#keys.get(endMs)
    if (known !== undefined) return known
    try {
      const key = madeKey(this.#folder, endMs)
      this.#keys.set(endMs, key)
      this.#isFailing = false
      return key
    } catch (error) {
      if (!this.#isFailing) this.#log.error({ err: error }, 'text cannot be sealed, and is not kept')
      this.#isFailing = true
      return null
    }
  }

  async #sweep(): Promise<void> {
    const nowMs = this.#clock.nowMs()
    for (const [endMs, key] of this.#keys) {
      if (endMs > nowMs) continue
      this.#keys.delete(endMs)
      key.fill(0)
    }
    try {
      for (const name of await namesIn(this.#folder)) {
        const end = KEY_FILE.exec(name)?.[1]
        if (end !== undefined && Number(end) <= nowMs) await erase(path.join(this.#folder, name))
      }
    } catch (error) {
      this.#log.error({ err: error }, 'a key of text that is over could not be removed; it is tried again')
    }
  }
}

/** As they were before they were sealed, also those that never were; null where the key is gone. */
export async function unsealedTexts<Text extends Sealable>(
  folder: string,
  texts: readonly Text[],
): Promise<readonly (Text | null)[]> {
  const keys = new Map<number, Buffer | null>()
  const unsealed: (Text | null)[] = []
  for (const text of texts) {
    if (!isSealed(text.prompt) && !isSealed(text.answer)) {
      unsealed.push(text)
      continue
    }
    const endMs = endOf(text.untilMs)
    let key = keys.get(endMs)
    if (key === undefined) keys.set(endMs, (key = await readKey(keyFile(folder, endMs))))
    unsealed.push(key === null ? null : opened(text, key))
  }
  return unsealed
}

/** The end of the hour in which its time ends. */
function endOf(untilMs: number): number {
  return Math.ceil(untilMs / HOUR_MS) * HOUR_MS
}

function keyFile(folder: string, endMs: number): string {
  return path.join(folder, `${endMs}.key`)
}

/** Whole or not there, also where two processes make it at once: the first one's is everybody's. */
function madeKey(folder: string, endMs: number): Buffer {
  const file = keyFile(folder, endMs)
  const own = `${file}.${randomBytes(8).toString('hex')}`
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  try {
    writeFileSync(own, randomBytes(KEY_BYTES), { mode: 0o600, flag: 'wx', flush: true })
    linkSync(own, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(own, { force: true })
  }
  const key = readFileSync(file)
  if (key.length !== KEY_BYTES) throw new Error(`${file} is damaged`)
  return key
}

/** Null where it is gone, or is being erased. */
async function readKey(file: string): Promise<Buffer | null> {
  const key = await readFile(file).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  })
  return key?.length === KEY_BYTES ? key : null
}

function isSealed(text: string | null): text is string {
  return text?.startsWith(SEALED) === true
}

function sealed(text: Sealable, part: 'prompt' | 'answer', key: Buffer): string | null {
  const clear = text[part]
  if (clear === null) return null
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(placeOf(text, part))
  const whole = Buffer.concat([nonce, cipher.update(clear, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return `${SEALED}${whole.toString('base64')}`
}

function opened<Text extends Sealable>(text: Text, key: Buffer): Text | null {
  try {
    return { ...text, prompt: unsealed(text, 'prompt', key), answer: unsealed(text, 'answer', key) }
  } catch {
    // Node has no code for it: the key is another one, as in a folder that was copied without its keys.
    return null
  }
}

function unsealed(text: Sealable, part: 'prompt' | 'answer', key: Buffer): string | null {
  const written = text[part]
  if (!isSealed(written)) return written
  const whole = Buffer.from(written.slice(SEALED.length), 'base64')
  const decipher = createDecipheriv(CIPHER, key, whole.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
  decipher.setAAD(placeOf(text, part))
  decipher.setAuthTag(whole.subarray(-TAG_BYTES))
  return decipher.update(whole.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
}

/** What is sealed for one place opens at no other. */
function placeOf({ exchange }: Sealable, part: 'prompt' | 'answer'): Buffer {
  return Buffer.from(`${exchange} ${part}`)
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  })
}

/** Overwritten first, so that the disk, too, has it no more where it writes in place. Another process may be faster. */
async function erase(file: string): Promise<void> {
  try {
    const key = await open(file, 'r+')
    try {
      await key.write(Buffer.alloc(KEY_BYTES), 0, KEY_BYTES, 0)
      await key.datasync()
    } finally {
      await key.close()
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  await rm(file, { force: true })
}
