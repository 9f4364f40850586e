import { type ChildProcess, spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

/**
 * A headless browser, driven over the DevTools protocol (chromedevtools.github.io/devtools-protocol): what a page does
 * where it is really opened. Used where the machine has one; nothing is downloaded.
 */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const START_DEADLINE_MS = 30_000
const ANSWER_DEADLINE_MS = 20_000

const program = NAMES.flatMap((name) =>
  (process.env['PATH'] ?? '').split(path.delimiter).map((folder) => path.join(folder, name)),
).find(isExecutable)

/** The reason where no page can be opened; else false. */
export const withoutBrowser: string | false =
  program === undefined ? 'no Chromium is on this machine (apt-get install chromium)' : false

export interface Page {
  /** The value of an expression in the page. */
  evaluate(expression: string): Promise<unknown>
  resize(width: number, height: number): Promise<void>
  dark(on: boolean): Promise<void>
  /** A key as somebody presses it, such as `Tab` or `a`. */
  press(key: string): Promise<void>
  /** PNG of what is seen. */
  view(): Promise<Buffer>
  /** PNG of the whole page. */
  screenshot(): Promise<Buffer>
  /** What the page wrote to its console, refused by its policy, or threw. */
  readonly complaints: readonly string[]
  /** Addresses that it asked for, its own left out. */
  readonly requests: readonly string[]
}

export async function withPage(url: string, use: (page: Page) => Promise<void>): Promise<void> {
  if (program === undefined) throw new Error('there is no browser')
  const profile = await mkdtemp(path.join(tmpdir(), 'cw-browser-'))
  const child = spawn(
    program,
    [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--no-first-run',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const exited = new Promise((resolve) => child.once('exit', resolve))
  try {
    const talk = await Talk.open(await debuggingAddress(child))
    try {
      await use(await openPage(talk, url))
    } finally {
      talk.close()
    }
  } finally {
    child.kill('SIGKILL')
    await exited
    await rm(profile, { recursive: true, force: true, maxRetries: 10 })
  }
}

async function openPage(talk: Talk, url: string): Promise<Page> {
  const complaints: string[] = []
  const requests: string[] = []
  const { targetId } = (await talk.ask('Target.createTarget', { url: 'about:blank' })) as { targetId: string }
  const attached = (await talk.ask('Target.attachToTarget', { targetId, flatten: true })) as {
    sessionId: string
  }
  const ask = (method: string, params: object = {}) => talk.ask(method, params, attached.sessionId)
  const loaded = Promise.withResolvers<null>()
  talk.listen((method, params) => {
    if (method === 'Page.loadEventFired') loaded.resolve(null)
    if (method === 'Runtime.exceptionThrown' || method === 'Log.entryAdded')
      complaints.push(JSON.stringify(params))
    if (method === 'Network.requestWillBeSent') {
      const asked = (params as { request: { url: string } }).request.url
      if (asked !== url) requests.push(asked)
    }
  })
  for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await ask(`${domain}.enable`)
  await ask('Page.navigate', { url })
  await loaded.promise
  return {
    complaints,
    requests,
    async evaluate(expression) {
      const answer = (await ask('Runtime.evaluate', {
        expression,
        returnByValue: true,
        awaitPromise: true,
      })) as { result: { value?: unknown }; exceptionDetails?: object }
      if (answer.exceptionDetails !== undefined) throw new Error(JSON.stringify(answer.exceptionDetails))
      return answer.result.value
    },
    async resize(width, height) {
      await ask('Emulation.setDeviceMetricsOverride', {
        width,
        height,
        deviceScaleFactor: 1,
        mobile: width < 600,
      })
    },
    async dark(on) {
      const value = on ? 'dark' : 'light'
      await ask('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] })
    },
    async press(key) {
      const text = key.length === 1 ? key : key === 'Enter' ? '\r' : undefined
      const code = { Tab: 9, Enter: 13, ArrowDown: 40, ArrowUp: 38, ArrowRight: 39, ArrowLeft: 37, ' ': 32 }[
        key
      ]
      const event = {
        key,
        ...(text === undefined ? {} : { text }),
        ...(code === undefined ? {} : { windowsVirtualKeyCode: code }),
      }
      await ask('Input.dispatchKeyEvent', { type: 'keyDown', ...event })
      await ask('Input.dispatchKeyEvent', { type: 'keyUp', ...event })
    },
    async view() {
      const { data } = (await ask('Page.captureScreenshot')) as { data: string }
      return Buffer.from(data, 'base64')
    },
    async screenshot() {
      const { data } = (await ask('Page.captureScreenshot', { captureBeyondViewport: true })) as {
        data: string
      }
      return Buffer.from(data, 'base64')
    },
  }
}

/** One connection: questions with their answers by number, and what is told unasked. */
class Talk {
  readonly #socket: WebSocket
  readonly #waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  readonly #listeners: ((method: string, params: unknown) => void)[] = []
  #last = 0

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.addEventListener('message', ({ data }) => this.#take(String(data)))
    socket.addEventListener('close', () => this.#fail('the browser is gone'))
  }

  static open(address: string): Promise<Talk> {
    const socket = new WebSocket(address)
    return new Promise((resolve, reject) => {
      socket.addEventListener('open', () => resolve(new Talk(socket)))
      socket.addEventListener('error', () => reject(new Error(`cannot reach ${address}`)))
    })
  }

  ask(method: string, params: object, sessionId?: string): Promise<unknown> {
    const id = ++this.#last
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    const timer = setTimeout(() => reject(new Error(`no answer to ${method}`)), ANSWER_DEADLINE_MS)
    this.#waiting.set(id, { resolve, reject })
    this.#socket.send(
      JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }),
    )
    return promise.finally(() => {
      clearTimeout(timer)
      this.#waiting.delete(id)
    })
  }

  listen(listener: (method: string, params: unknown) => void): void {
    this.#listeners.push(listener)
  }

  close(): void {
    this.#socket.close()
  }

  #take(text: string): void {
    const message = JSON.parse(text) as {
      id?: number
      method?: string
      params?: unknown
      result?: unknown
      error?: { message: string }
    }
    if (message.method !== undefined) {
      for (const listener of this.#listeners) listener(message.method, message.params)
      return
    }
    const waiting = this.#waiting.get(message.id ?? 0)
    if (message.error === undefined) waiting?.resolve(message.result)
    else waiting?.reject(new Error(message.error.message))
  }

  #fail(reason: string): void {
    for (const { reject } of this.#waiting.values()) reject(new Error(reason))
  }
}

/** Printed to standard error once it listens. */
function debuggingAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const timer = setTimeout(
      () => reject(new Error(`the browser did not start:\n${said}`)),
      START_DEADLINE_MS,
    )
    child.once('exit', (code) => reject(new Error(`the browser ended with ${code}:\n${said}`)))
    child.once('error', reject)
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1]
      if (address === undefined) return
      clearTimeout(timer)
      resolve(address)
    })
  })
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    // Not there, or not to be run: the next one is looked at.
    return false
  }
}
