import type { Clock, Log } from '../base/index.ts'
import type { PlaygroundTokens, Role, StoredKey, StoredOperatorKey } from '../identity/index.ts'
import type {
  ConsoleReader,
  KeyUseReader,
  RecordReader,
  Statement,
  StatementReader,
} from '../ledger/index.ts'
import type { LoadedDesign } from '../workload/index.ts'
import type { FreshReview } from './review-view.ts'
import type { Zone } from './zone-view.ts'

/** What the admin API needs of the outside; `src/cli/admin-parts.ts` puts adapters in. */
export interface ApiPorts {
  readonly clock: Clock
  readonly log: Log
  /** Of the program. */
  readonly version: string
  /** The workload file as it is in force: its plan, and all else that it declares. */
  readonly design: () => LoadedDesign
  readonly control: ControlPort
  readonly ledger: LedgerPort
  /** A statement as a file for the data lake. */
  readonly statementParquet: (statement: Statement) => Uint8Array
  readonly keys: KeysPort
  readonly operators: OperatorsPort
  readonly audit: AuditPort
  readonly designWork: DesignWorkPort
  readonly scores: ScoresPort
  readonly playground: PlaygroundTokens
  /** What the gateway shows its clients, in PEM; null where it speaks plain HTTP. */
  readonly gatewayCertificate: string | null
}

/** The control socket of the running gateway. */
export interface ControlPort {
  /** Null where no gateway answers. */
  ask(method: 'GET' | 'POST', path: string, body: object | null): Promise<ControlReply | null>
}

export interface ControlReply {
  readonly status: number
  readonly body: unknown
}

/** Questions to the ledger. They reject with an `unavailable` problem where the records process does not answer. */
export type LedgerPort = RecordReader & StatementReader & ConsoleReader & KeyUseReader

/** Keys of consumers. */
export interface KeysPort {
  list(): readonly StoredKey[]
  /** Reads, edits and writes as one step; a throw changes nothing. */
  change<T>(edit: Edit<StoredKey, T>): Promise<T>
}

export interface OperatorsPort {
  keys(): Promise<readonly StoredOperatorKey[]>
  /** Its holder called, or is in a session that began with it. */
  noteUse(keyId: string): void
  /** By id of the key, in milliseconds since the epoch; uses before `fromMs` are not known. */
  uses(): { readonly fromMs: number; readonly lastMs: ReadonlyMap<string, number> }
  change<T>(edit: Edit<StoredOperatorKey, T>): Promise<T>
}

type Edit<Key, T> = (keys: readonly Key[]) => { readonly keys: readonly Key[]; readonly result: T }

export interface AuditPort {
  append(entry: AuditRecord): Promise<void>
  /** Newest first. */
  read(beforeMs: number, limit: number): Promise<readonly AuditRecord[]>
}

export interface AuditRecord {
  readonly atMs: number
  readonly who: string
  readonly what: string
  readonly why: string | null
  readonly details: AuditDetails
}

export type AuditDetails = Readonly<Record<string, string | number | boolean | null>>

/** Who calls. */
export interface Operator {
  readonly name: string
  readonly role: Role
  readonly keyId: string
  /** Null of a call with the key itself. */
  readonly session: {
    /** To speak of it by. */
    readonly id: string
    readonly token: string
    readonly expiresMs: number
  } | null
}

/** Makes of the workload file in force what takes a while. */
export interface DesignWorkPort {
  review(): Promise<FreshReview>
  zone(): Promise<Zone>
}

/** Scores of the review over time, the oldest first. */
export interface ScoresPort {
  read(): Promise<readonly KeptScore[]>
  append(score: KeptScore): Promise<void>
}

export interface KeptScore {
  readonly atMs: number
  readonly planRevision: string
  readonly score: number
  readonly failed: number
  /** What failed; left out where it is not known any more. */
  readonly failing?: readonly KeptFinding[]
}

export interface KeptFinding {
  readonly rule: string
  readonly fingerprint: string
  readonly title: string
  readonly subject: string | null
}
