import {
  type Asked,
  type AzureFacts,
  describeReason,
  type EvaluatedResource,
  type Evaluation,
  itemsAt,
  type Note,
  type Place,
  rawAt,
  type Reason,
  Relations,
  textOrSymbol,
  type Value,
  valueAt,
} from '../azure/index.ts'
import type { Residency } from '../workload/index.ts'
import type { FindingPlace, Observation, Severity } from './finding.ts'

/** The subject of what is said of all resources together. */
export const ESTATE = 'all resources'

/** All resources of all targets of a review, as rules see them: a network in one template serves what another has. */
export class Estate {
  readonly resources: readonly Resource[]
  /** Of the workload file reviewed beside it; null where there is none, or several disagree. */
  readonly residency: Residency | null
  /** Whether a workload file is reviewed beside it. */
  readonly hasWorkload: boolean
  readonly nowMs: number
  readonly facts: AzureFacts
  /** What was not read: a resource that is not here may be there. */
  readonly #unread: readonly Note[]
  readonly #file: string
  /** Exports have no diagnostic settings, roles and the like, and a query may be cut off. */
  readonly #isExport: boolean
  readonly #relations: Relations
  readonly #byEvaluated = new Map<EvaluatedResource, Resource>()
  readonly #byType: ReadonlyMap<string, readonly Resource[]>
  readonly #order: ReadonlyMap<Resource, number>

  constructor(targets: readonly ResourceTarget[], beside: Beside, nowMs: number) {
    this.#relations = new Relations(targets.map(({ evaluation }) => evaluation.resources))
    for (const { file, evaluation } of targets) {
      for (const one of evaluation.resources) {
        if (one.presence.kind !== 'not' && !one.existing) this.#byEvaluated.set(one, new Resource(one, file))
      }
    }
    this.resources = [...this.#byEvaluated.values()]
    this.#byType = Map.groupBy(this.resources, ({ type }) => type)
    this.#order = new Map(this.resources.map((resource, at) => [resource, at]))
    this.#unread = targets.flatMap(({ evaluation }) =>
      evaluation.notes.filter(({ kind }) => kind !== 'fault'),
    )
    this.#file = targets[0]?.file ?? ''
    this.#isExport = targets.some(({ kind }) => kind === 'resource-graph')
    this.residency = beside.residency
    this.hasWorkload = beside.hasWorkload
    this.nowMs = nowMs
    this.facts = beside.facts
  }

  /** Types compare without case. */
  ofType(...types: readonly string[]): readonly Resource[] {
    const wanted = new Set(types.map((type) => type.toLowerCase()))
    const [only] = wanted
    if (wanted.size === 1 && only !== undefined) return this.#byType.get(only) ?? []
    // In the order in which they are written, as the findings are.
    return [...wanted]
      .flatMap((type) => this.#byType.get(type) ?? [])
      .sort((a, b) => (this.#order.get(a) ?? 0) - (this.#order.get(b) ?? 0))
  }

  /** The resource that it stands in or extends; null where it is not here. */
  parentOf(resource: Resource): Resource | null {
    const parent = this.#relations.parentOf(resource.evaluated)
    return (parent === undefined ? null : this.#byEvaluated.get(parent)) ?? null
  }

  /** Whether it stands in another one, however deep. */
  isIn(resource: Resource, whole: Resource): boolean {
    return this.#relations.isIn(resource.evaluated, whole.evaluated)
  }

  /** What stands in it or extends it. */
  childrenOf(resource: Resource): readonly Resource[] {
    return this.#relations
      .childrenOf(resource.evaluated)
      .flatMap((child) => this.#byEvaluated.get(child) ?? [])
  }

  /**
   * Whether one of these, such as `diagnosticSettings`, stands in it or extends it: the one, or none, or why that cannot
   * be said.
   */
  childOf(resource: Resource, lastType: string): Resource | { readonly unknown: string } | null {
    const found = this.childrenOf(resource).find(({ type }) => type.endsWith(`/${lastType.toLowerCase()}`))
    if (found !== undefined) return found
    const why = this.#whyIncomplete()
    if (why !== null) return { unknown: why }
    const [possible] = this.#relations.possibleChildrenOf(resource.evaluated, lastType)
    const name = possible === undefined ? undefined : this.#byEvaluated.get(possible)?.name
    return name === undefined ? null : { unknown: `${name} may belong to it` }
  }

  /** The resource that the id at a path leads to; null where it is not here. */
  at(resource: Resource, path: string): Resource | null {
    return this.byId(rawAt(resource.evaluated, path), resource)
  }

  /** The resource that an id leads to, which `from` speaks of; null where it is not here. */
  byId(id: Value | undefined, from: Resource): Resource | null {
    const found = this.#relations.byId(id, from.evaluated)
    return (found === undefined ? null : this.#byEvaluated.get(found)) ?? null
  }

  /** Whether two lie in one subscription; null where that is not known. */
  isOneSubscription(a: Resource, b: Resource): boolean | null {
    return this.#relations.isOneSubscription(a.evaluated, b.evaluated)
  }

  /** Nothing among all resources does what `those` need: a failure, unless not all is known. */
  missing(message: string, those: readonly Resource[]): Observation {
    const doubts = those.map(({ doubt }) => doubt)
    const why = this.#whyIncomplete() ?? (doubts.includes(null) ? null : (doubts[0] ?? null))
    const place = { file: this.#file, line: 1, column: 1, pointer: '' }
    const about = { subject: ESTATE, property: '', place }
    return why === null
      ? { verdict: 'fail', message, ...about }
      : { verdict: 'undetermined', message: `${message}, as far as was read: ${why}`, ...about }
  }

  /** Everything was read: what is not here is nowhere in the targets. */
  get isWhole(): boolean {
    return this.#whyIncomplete() === null
  }

  /** What speaks against concluding that a resource is nowhere; null where nothing does. */
  #whyIncomplete(): string | null {
    const [note] = this.#unread
    if (note !== undefined) return note.message
    if (this.#isExport) return 'an export may leave resources out'
    return this.#byType.has('') ? 'the type of a resource is not known' : null
  }
}

/** What workload files say that are reviewed with the resources. */
export interface Beside {
  /** Null where there is none, or several disagree. */
  readonly residency: Residency | null
  readonly hasWorkload: boolean
  /** Azure as that file takes it; as the review does where there is none, or several. */
  readonly facts: AzureFacts
}

export interface ResourceTarget {
  readonly kind: Evaluation['kind']
  readonly file: string
  readonly evaluation: Evaluation
}

/** One resource: what is said of it, and words to speak of it. */
export class Resource {
  /** In lower case. */
  readonly type: string
  /** With its parents: `account/deployment`. */
  readonly name: string
  readonly evaluated: EvaluatedResource
  readonly #file: string

  constructor(evaluated: EvaluatedResource, file: string) {
    this.evaluated = evaluated
    this.#file = file
    this.type = evaluated.type.toLowerCase()
    this.name = textOrSymbol(evaluated.name) ?? '(a name that is not known)'
  }

  /** Why it may not be deployed: its condition is not known; null where it surely is. */
  get doubt(): string | null {
    const { presence } = this.evaluated
    return presence.kind === 'maybe' ? reasonsText(presence.because.reasons) : null
  }

  get lastName(): string {
    return this.name.slice(this.name.lastIndexOf('/') + 1)
  }

  ask(path: string): Asked {
    return valueAt(this.evaluated, path)
  }

  items(path: string): readonly Asked[] {
    return itemsAt(this.evaluated, path)
  }

  /** In lower case, as Azure compares; null where unset, unknown or no text. */
  text(path: string): string | null {
    const asked = this.ask(path)
    return asked.kind === 'known' && typeof asked.value === 'string' ? asked.value.toLowerCase() : null
  }

  /** As it is written; null where unset, unknown or no text. */
  written(path: string): string | null {
    const asked = this.ask(path)
    return asked.kind === 'known' && typeof asked.value === 'string' ? asked.value : null
  }

  /** The region's short name. */
  get region(): string | null {
    return this.text('location')?.replaceAll(' ', '') ?? null
  }

  /** Where the pass rests on another resource, that one has to be sure to be deployed. */
  pass(path: string, message: string, by: Resource = this): Observation {
    const doubt = by === this ? null : by.doubt
    return doubt === null
      ? this.#observed('pass', path, message)
      : this.unknown(path, `${message}, if ${by.name} is deployed at all (${doubt})`)
  }

  /** That it is there is what counts. */
  exists(message: string): Observation {
    return this.doubt === null
      ? this.pass('name', message)
      : this.unknown('name', `${message}, if it is deployed at all (${this.doubt})`)
  }

  fail(path: string, message: string, atMost?: Severity): Observation {
    const observed = this.#observed('fail', path, message)
    return atMost === undefined ? observed : { ...observed, atMost }
  }

  unknown(path: string, message: string): Observation {
    return this.#observed('undetermined', path, message)
  }

  /**
   * Judges one property: texts come in lower case, and what is unset as Azure takes it. What cannot be known is
   * undetermined, with the reasons.
   */
  judge(path: string, judgement: PropertyJudgement): Observation {
    const asked = this.ask(path)
    if (asked.kind === 'unknown')
      return this.unknown(path, `${path} of ${this.name}: ${reasonsText(asked.reasons)}`)
    const { whenUnset } = judgement
    const unset = whenUnset === null ? 'is not set' : `is not set, which Azure takes as ${String(whenUnset)}`
    const value = scalarOf(asked.kind === 'unset' ? whenUnset : asked.value)
    const shown = asked.kind === 'unset' ? unset : `is ${String(value)}`
    const told = `${path} of ${this.name} ${shown}`
    return judgement.isGood(value)
      ? this.pass(path, told)
      : this.fail(path, judgement.bad === undefined ? told : `${told}: ${judgement.bad}`)
  }

  #observed(verdict: Observation['verdict'], path: string, message: string): Observation {
    const { doubt } = this
    const observed = {
      subject: this.subject,
      property: this.#lastingPath(path),
      place: this.#place(this.ask(path).place),
    }
    if (verdict !== 'fail' || doubt === null) return { verdict, message, ...observed }
    return {
      verdict: 'undetermined',
      message: `${message}, if it is deployed at all (${doubt})`,
      ...observed,
    }
  }

  /** With names in place of positions where items have names: another item may come before. */
  #lastingPath(path: string): string {
    return path.replaceAll(/\[\d+\]/g, (position, offset: number) => {
      const name = this.text(`${path.slice(0, offset + position.length)}.name`)
      return name === null ? position : `[${name}]`
    })
  }

  /** Short enough to be read, and the same from run to run. */
  get subject(): string {
    return `${this.evaluated.type}/${this.name}`
  }

  #place({ document, pointer, line, column }: Place): FindingPlace {
    return { file: document === '' ? this.#file : document, line, column, pointer }
  }
}

export interface PropertyJudgement {
  readonly whenUnset: Scalar
  readonly isGood: (value: Scalar) => boolean
  /** What follows from it. */
  readonly bad?: string
}

type Scalar = string | number | boolean | null

function scalarOf(value: unknown): Scalar {
  if (typeof value === 'string') return value.toLowerCase()
  return typeof value === 'number' || typeof value === 'boolean' ? value : null
}

function reasonsText(reasons: readonly Reason[]): string {
  return reasons.length === 0 ? 'it is not known' : reasons.map(describeReason).join('; ')
}
