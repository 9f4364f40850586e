import { ManualClock, seededRandom } from '../base/index.ts'
import type { Dialogue, Environment } from './environment.ts'

export interface FakeEnvironment extends Environment {
  readonly out: () => string
  readonly errors: () => string
  readonly clock: ManualClock
  /** Sends a signal to those who listen; the count of them is the answer. */
  readonly signal: (signal: string) => number
}

/** An environment for tests: words in, what was printed out; time stands still; nobody to ask unless there are answers. */
export function fakeEnvironment(
  argv: readonly string[],
  more: Partial<Pick<Environment, 'env' | 'cwd' | 'isTerminal'>> & {
    /** What is typed, line by line; after the last the input ends. */
    readonly typed?: readonly string[]
  } = {},
): FakeEnvironment {
  const out: string[] = []
  const errors: string[] = []
  const listeners = new Map<string, Set<() => void>>()
  return {
    argv,
    env: more.env ?? {},
    cwd: more.cwd ?? '/nowhere',
    stdout: { write: (text) => void out.push(text) },
    stderr: { write: (text) => void errors.push(text) },
    isTerminal: more.isTerminal ?? false,
    clock: new ManualClock(),
    random: seededRandom(1),
    pid: 4711,
    host: 'made-up',
    user: 'alice',
    openDialogue: () => (more.typed === undefined ? null : typedDialogue(more.typed, out)),
    memory: () => ({ rss: 0, heapUsed: 0 }),
    onSignal(signal, callback) {
      const callbacks = listeners.get(signal) ?? new Set()
      listeners.set(signal, callbacks.add(callback))
      return () => callbacks.delete(callback)
    },
    out: () => out.join(''),
    errors: () => errors.join(''),
    signal(signal) {
      const callbacks = [...(listeners.get(signal) ?? [])]
      for (const callback of callbacks) callback()
      return callbacks.length
    },
  }
}

function typedDialogue(typed: readonly string[], out: string[]): Dialogue {
  const lines = [...typed]
  return {
    ask(question) {
      out.push(question)
      const line = lines.shift() ?? null
      out.push(`${line ?? ''}\n`)
      return Promise.resolve(line)
    },
    close: () => {},
  }
}
