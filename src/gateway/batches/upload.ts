import type { Upload } from '../../batches/index.ts'
import { type Clock, Failure } from '../../base/index.ts'
import { MultipartStream, type PartSink } from '../bytes/multipart-stream.ts'
import { invalid, type PartHeaders } from '../bytes/multipart.ts'
import type { Client } from '../client.ts'
import type { BodySink } from '../http1/client-channel.ts'

/** What a form for `POST /v1/files` says beside the file itself, whose bytes are in the upload by then. */
export interface UploadForm {
  readonly fileName: string
  readonly purpose: string
  /** Null where the client does not say it. */
  readonly keptMs: number | null
}

/** Beside the file: boundaries, headers and the other fields. */
export const FORM_BYTES = 65_536
const MAX_FIELD_BYTES = 1_024
const MAX_FILE_NAME_CHARACTERS = 255
/** Bytes that wait to be written before the client is told to wait. */
const HIGH_WATER_BYTES = 1_048_576
/** For all of it; between two pieces the request deadline of the plan holds. */
const MAX_UPLOAD_MS = 3_600_000
/** OpenAI API reference, `expires_after`. */
const MIN_KEPT_SECONDS = 3_600
const MAX_KEPT_SECONDS = 2_592_000

/** Takes in the form as it comes: the file goes to `upload` piece by piece, and little of it is ever in memory. */
export function receiveForm(
  client: Client,
  upload: Upload,
  { fileLimitBytes, clock }: { readonly fileLimitBytes: number; readonly clock: Clock },
): Promise<UploadForm> {
  return new Promise((resolve, reject) => {
    const form = new FormFields(upload, fileLimitBytes)
    let isOver = false
    let isPaused = false
    const fail = (thrown: unknown): void => {
      if (isOver) return
      isOver = true
      cancel()
      client.pauseBody()
      // What is being written is let end before whoever asked takes the upload away.
      const tell = (): void => reject(thrown instanceof Error ? thrown : new Error(String(thrown)))
      form.written.then(tell, tell)
    }
    const cancel = clock.after(MAX_UPLOAD_MS, () => fail(new Failure('body_timeout')))
    const attempt = (work: () => void): void => {
      try {
        work()
      } catch (error) {
        fail(error)
      }
    }
    const sink: BodySink = {
      isLong: true,
      data(bytes) {
        if (isOver) return
        attempt(() => stream.push(bytes))
        if (isOver || form.waitingBytes <= HIGH_WATER_BYTES || isPaused) return
        isPaused = true
        client.pauseBody()
        form.written.then(() => {
          isPaused = false
          if (!isOver) client.streamBody(sink)
        }, fail)
      },
      end() {
        attempt(() => {
          stream.end()
          const found = form.result()
          form.written.then(() => {
            if (isOver) return
            isOver = true
            cancel()
            resolve(found)
          }, fail)
        })
      },
      broken: fail,
    }
    let stream: MultipartStream
    try {
      stream = new MultipartStream(client.headers['content-type'] ?? '', form)
    } catch (error) {
      fail(error)
      return
    }
    client.streamBody(sink)
  })
}

class FormFields implements PartSink {
  readonly #upload: Upload
  readonly #limitBytes: number
  readonly #fields = new Map<string, string>()
  #fileName: string | null = null
  #fileBytes = 0
  #now: { readonly name: string; readonly isFile: boolean } | null = null
  /** Rejects when the file could not be written. */
  written: Promise<void> = Promise.resolve()
  waitingBytes = 0

  constructor(upload: Upload, limitBytes: number) {
    this.#upload = upload
    this.#limitBytes = limitBytes
  }

  part({ name, isPlain, fileName }: PartHeaders): void {
    const isFile = name === 'file'
    if (isFile && this.#fileName !== null) throw invalid('file', 'stands twice')
    if (isFile) this.#fileName = shownName(fileName ?? '')
    else if (!isPlain) throw invalid(name, 'must be a plain text field')
    else if (this.#fields.has(name)) throw invalid(name, 'stands twice')
    else this.#fields.set(name, '')
    this.#now = { name, isFile }
  }

  data(bytes: Buffer): void {
    if (this.#now?.isFile === true) this.#file(bytes)
    else if (this.#now !== null) {
      const { name } = this.#now
      const text = (this.#fields.get(name) ?? '') + bytes.toString('latin1')
      if (text.length > MAX_FIELD_BYTES) throw invalid(name, 'is too long')
      this.#fields.set(name, text)
    }
  }

  #file(bytes: Buffer): void {
    this.#fileBytes += bytes.length
    if (this.#fileBytes > this.#limitBytes)
      throw new Failure('file_too_large', {
        detail: `more than ${this.#limitBytes} bytes, which is gateway.batch.file_limit`,
      })
    this.waitingBytes += bytes.length
    this.written = this.written.then(async () => {
      await this.#upload.write(bytes)
      this.waitingBytes -= bytes.length
    })
    // It is looked at in the end; until then nobody listens.
    this.written.catch(() => {})
  }

  result(): UploadForm {
    if (this.#fileName === null) throw invalid('file', 'is missing')
    const purpose = this.#fields.get('purpose') ?? ''
    if (purpose !== 'batch') throw invalid('purpose', 'must be batch: no other files are kept here')
    return { fileName: this.#fileName, purpose, keptMs: this.#keptMs() }
  }

  #keptMs(): number | null {
    const anchor = this.#fields.get('expires_after[anchor]')
    const seconds = this.#fields.get('expires_after[seconds]')
    if (anchor === undefined && seconds === undefined) return null
    if (anchor !== 'created_at') throw invalid('expires_after[anchor]', 'must be created_at')
    return keptMsOf(Number(seconds), 'expires_after[seconds]')
  }
}

/** Throws `invalid_field` for a time that the API does not know. */
export function keptMsOf(seconds: unknown, name: string): number {
  const isWhole = typeof seconds === 'number' && Number.isSafeInteger(seconds)
  if (!isWhole || seconds < MIN_KEPT_SECONDS || seconds > MAX_KEPT_SECONDS)
    throw invalid(name, `must be a whole number from ${MIN_KEPT_SECONDS} to ${MAX_KEPT_SECONDS}`)
  return seconds * 1000
}

/** For showing only; no file is ever opened by it. */
function shownName(name: string): string {
  const last = name.split(/[/\\]/).pop() ?? ''
  return last.replaceAll(/\p{Cc}/gu, '').slice(0, MAX_FILE_NAME_CHARACTERS) || 'file'
}
