import type { Clock } from '../base/index.ts'
import { CouldNotRun, NegativeAnswer } from './exit-code.ts'

/**
 * Two processes that ask and tell each other things over the channel that Node opens to a child. Questions and answers
 * are data, in JSON.
 */
export interface TalkChannel {
  /** Gives up what cannot be sent: whoever was to read it is ending, and the channel with it. */
  send(message: object): void
  listen(listener: (message: unknown) => void): void
}

interface Word {
  readonly asks: unknown
  readonly answers: unknown
}

/** By its name, what a question holds and what is answered. */
export type Words<Asked> = { readonly [Name in keyof Asked]: Word }

export type Answers<Asked extends Words<Asked>> = {
  readonly [Name in keyof Asked]: (
    asks: Asked[Name]['asks'],
  ) => Asked[Name]['answers'] | Promise<Asked[Name]['answers']>
}

type Message =
  | { readonly kind: 'ask'; readonly id: number; readonly name: string; readonly asks: unknown }
  | { readonly kind: 'answer'; readonly id: number; readonly answers: unknown }
  | { readonly kind: 'problem'; readonly id: number; readonly problem: string; readonly from: ProblemKind }

type ProblemKind = 'negative' | 'could-not-run' | 'fault'

interface Waiting {
  readonly resolve: (answer: never) => void
  readonly reject: (error: Error) => void
  readonly cancel: () => void
}

const ANSWER_DEADLINE_MS = 5_000

export class ProcessTalk<Own extends Words<Own>, Other extends Words<Other>> {
  readonly #channel: TalkChannel
  readonly #answers: Answers<Own>
  readonly #clock: Clock
  readonly #waiting = new Map<number, Waiting>()
  #lastId = 0
  #ended: Error | null = null

  constructor(channel: TalkChannel, answers: Answers<Own>, clock: Clock) {
    this.#channel = channel
    this.#answers = answers
    this.#clock = clock
    channel.listen((message) => this.#take(message as Message))
  }

  /** Rejects with what the other says is wrong, when it ends, or when it does not answer in time. */
  ask<Name extends keyof Other & string>(
    name: Name,
    asks: Other[Name]['asks'],
    deadlineMs: number = ANSWER_DEADLINE_MS,
  ): Promise<Other[Name]['answers']> {
    if (this.#ended !== null) return Promise.reject(this.#ended)
    const id = ++this.#lastId
    return new Promise((resolve, reject) => {
      const cancel = this.#clock.after(deadlineMs, () => {
        this.#waiting.delete(id)
        reject(new Error(`no answer to "${name}" within ${deadlineMs} ms`))
      })
      this.#waiting.set(id, { resolve, reject, cancel })
      this.#send({ kind: 'ask', id, name, asks })
    })
  }

  /** Asks without waiting for an answer. */
  tell<Name extends keyof Other & string>(name: Name, asks: Other[Name]['asks']): void {
    if (this.#ended === null) this.#send({ kind: 'ask', id: 0, name, asks })
  }

  /** The other is gone: nobody waits for it any more. */
  end(reason: string): void {
    this.#ended = new Error(reason)
    for (const { reject, cancel } of this.#waiting.values()) {
      cancel()
      reject(this.#ended)
    }
    this.#waiting.clear()
  }

  #take(message: Message): void {
    if (message.kind === 'ask') {
      void this.#answer(message)
      return
    }
    const waiting = this.#waiting.get(message.id)
    if (waiting === undefined) return
    this.#waiting.delete(message.id)
    waiting.cancel()
    if (message.kind === 'answer') waiting.resolve(message.answers as never)
    else waiting.reject(errorOf(message.problem, message.from))
  }

  async #answer({ id, name, asks }: Message & { kind: 'ask' }): Promise<void> {
    try {
      const answer = this.#answers[name as keyof Own] as ((asks: unknown) => unknown) | undefined
      if (answer === undefined) throw new Error(`there is no question ${name}`)
      const answers = await answer(asks)
      if (id !== 0) this.#send({ kind: 'answer', id, answers: answers ?? null })
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error)
      if (id !== 0) this.#send({ kind: 'problem', id, problem, from: kindOf(error) })
    }
  }

  #send(message: Message): void {
    this.#channel.send(message)
  }
}

function kindOf(error: unknown): ProblemKind {
  if (error instanceof NegativeAnswer) return 'negative'
  return error instanceof CouldNotRun ? 'could-not-run' : 'fault'
}

function errorOf(problem: string, kind: ProblemKind): Error {
  if (kind === 'negative') return new NegativeAnswer(problem)
  return kind === 'could-not-run' ? new CouldNotRun(problem) : new Error(problem)
}
