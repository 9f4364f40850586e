import { type ExpressionReading, parseExpression } from './expression.ts'
import { type JsonNode, type Place, placeOf } from './json-document.ts'
import { Unknown } from './value.ts'

/** What a reader should hear about a target besides its resources. */
export interface Note {
  readonly kind: NoteKind
  readonly message: string
  readonly place: Place | null
}
/**
 * - fault: Azure would refuse it, or an expression is wrong.
 * - not-read: a part lies elsewhere and was not handed in, so what it deploys is not among the resources.
 * - limit: evaluation stopped early.
 */
export type NoteKind = 'fault' | 'not-read' | 'limit'

/**
 * Steps that one evaluation may take: a value built, a call made, an item looked at. A template of the largest size
 * that Azure takes (4 MB) needs some hundred thousand.
 */
export const MAX_STEPS = 3_000_000
/** Calls within calls, through variables, functions and nested templates; keeps the stack of the machine small. */
export const MAX_EVALUATION_DEPTH = 400
const MAX_NOTES = 200
const MAX_KEPT_EXPRESSIONS = 20_000

/** One evaluation: its budget, its notes, the expressions it has parsed. */
export class Run {
  readonly notes: Note[] = []
  #stepsLeft: number
  #depth = 0
  #exhausted = false
  #speculating = 0
  readonly #noted = new Set<string>()
  readonly #expressions = new Map<string, ExpressionReading>()

  constructor(maxSteps: number) {
    this.#stepsLeft = maxSteps
  }

  /** False when the budget is spent. */
  spend(steps: number): boolean {
    this.#stepsLeft -= steps
    if (this.#stepsLeft >= 0) return true
    if (!this.#exhausted) {
      this.#exhausted = true
      this.note('limit', 'Evaluating this takes too much work; what is left of it stays unknown.', null)
    }
    return false
  }

  get exhausted(): boolean {
    return this.#exhausted
  }

  /** Enters a level of evaluation, if there is one left; `leave` goes with every success. */
  enter(): boolean {
    if (this.#depth >= MAX_EVALUATION_DEPTH) return false
    this.#depth++
    return true
  }

  leave(): void {
    this.#depth--
  }

  /** Evaluates what Azure may never evaluate: faults in it are no faults of the template. */
  speculate<T>(evaluate: () => T): T {
    this.#speculating++
    const value = evaluate()
    this.#speculating--
    return value
  }

  note(kind: NoteKind, message: string, at: JsonNode | null): void {
    if (this.notes.length >= MAX_NOTES || (kind === 'fault' && this.#speculating > 0)) return
    const place = at === null ? null : placeOf(at)
    const key = `${kind} ${message} ${place?.document} ${place?.pointer}`
    if (this.#noted.has(key)) return
    this.#noted.add(key)
    this.notes.push({ kind, message, place })
  }

  fault(message: string, at: JsonNode | null): Unknown {
    this.note('fault', message, at)
    return new Unknown([{ kind: 'fault', message }])
  }

  /** Once, where it began: all that hangs on it is unknown for the same reason. */
  noteLimit(at: JsonNode | null): void {
    if (this.#speculating > 0 || this.notes.some(({ kind }) => kind === 'limit')) return
    this.note('limit', 'This grows beyond what a template may; what hangs on it stays unknown.', at)
  }

  limit(what: string): Unknown {
    return new Unknown([{ kind: 'limit', what }])
  }

  parse(text: string): ExpressionReading {
    const kept = this.#expressions.get(text)
    if (kept !== undefined) return kept
    const reading = parseExpression(text)
    if (this.#expressions.size < MAX_KEPT_EXPRESSIONS) this.#expressions.set(text, reading)
    return reading
  }
}
