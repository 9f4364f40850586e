import type { Clock, Counter, MetricRegistry } from '../../base/index.ts'
import { type Journal, type KeptText, MAX_KEPT_TEXT_BYTES, type TextKeys } from '../../ledger/index.ts'
import type { Exchange } from '../exchange.ts'
import { Capture, TextBudget, wholeAnswer } from './capture.ts'

/**
 * Text of exchanges, for traces and for the ledger. The ledger gets it when the client has its last byte, in a record of
 * its own: who waits for an answer does not wait for it, and where the journal cannot be written it is what is given up.
 */
export interface TextsParts {
  readonly journal: Pick<Journal, 'append' | 'state'>
  readonly textKeys: Pick<TextKeys, 'seal'>
  readonly clock: Clock
  readonly registry: MetricRegistry
  /** Text that is for traces alone is not held where nothing is traced. */
  readonly isTraced: boolean
}

export class Texts {
  readonly #journal: TextsParts['journal']
  readonly #textKeys: TextsParts['textKeys']
  readonly #clock: Clock
  readonly #isTraced: boolean
  readonly #counts: Readonly<Record<'kept' | 'dropped', Counter>>
  readonly #budget = new TextBudget()

  constructor({ journal, textKeys, clock, registry, isTraced }: TextsParts) {
    this.#journal = journal
    this.#textKeys = textKeys
    this.#clock = clock
    this.#isTraced = isTraced
    const texts = registry.counter(
      'causeway_kept_texts_total',
      'Exchanges whose text went into the journal; dropped: was to go there while it could not be written, or without a key to seal it by',
      { keeps: ['outcome'] },
    )
    this.#counts = { kept: texts.with({ outcome: 'kept' }), dropped: texts.with({ outcome: 'dropped' }) }
  }

  /** Null where no text of this exchange is wanted. */
  capture(x: Exchange): Capture | null {
    const settings = x.consumer?.consumer.capture ?? null
    if (settings === null || (settings.keepMs === null && !this.#isTraced)) return null
    return new Capture(settings, this.#budget)
  }

  /** Once for each exchange, when nothing more of it will happen and its trace was told. */
  ended(x: Exchange): void {
    const { capture, textUntilMs } = x
    if (capture === null) return
    try {
      if (textUntilMs !== null) this.#counts[this.#keep(x, capture, textUntilMs) ? 'kept' : 'dropped'].add()
    } finally {
      capture.letGo()
    }
  }

  #keep(x: Exchange, capture: Capture, untilMs: number): boolean {
    // What is billed waits in the memory for the disk, and has it for itself.
    if (this.#journal.state.kind === 'failed') return false
    const { input, output, isCut } = capture.told(wholeAnswer(x.answer))
    const [prompt, answer] = [fitting(input), fitting(output)]
    const text = this.#textKeys.seal<KeptText>({
      kind: 'text',
      exchange: x.id,
      atMs: this.#clock.nowMs(),
      untilMs,
      prompt,
      answer,
      isCut: isCut || prompt !== input || answer !== output,
    })
    if (text === null) return false
    this.#journal.append(text)
    return true
  }
}

/** Characters are bounded already; those that JSON writes with six bytes may still make too many bytes of them. */
function fitting(text: string | null): string | null {
  return text === null || Buffer.byteLength(text) > MAX_KEPT_TEXT_BYTES ? null : text
}
