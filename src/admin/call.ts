import type { z } from 'zod'

import type { SessionOrigin, Sessions } from '../identity/index.ts'
import type { BodyOf, EndpointId, ENDPOINTS, ParamsOf, QueryOf } from './endpoints.ts'
import type { DesignDesk } from './design-desk.ts'
import type { LedgerAge } from './ledger-age.ts'
import type { LiveFeed } from './live-feed.ts'
import type { ApiPorts, AuditDetails, Operator } from './ports.ts'
import type { StatementShelf } from './statement-shelf.ts'

/** A call of an endpoint, checked: who calls, and what was sent. */
export interface Call<Id extends EndpointId> {
  readonly params: ParamsOf<Id>
  readonly query: QueryOf<Id>
  readonly body: BodyOf<Id>
  /** Null at endpoints that are open to who has not signed in. */
  readonly operator: (typeof ENDPOINTS)[Id]['role'] extends null ? null : Operator
  readonly ports: ApiPorts
  readonly access: Access
  readonly shared: Shared
  /** Told when nobody waits for the answer any more. */
  readonly signal: AbortSignal
  /**
   * What the audit log is to say of it beside the parameters of the path; `operator` where nobody had signed in before.
   * `elsewhere`: the gateway writes the entry.
   */
  note(this: void, of: Noted | 'elsewhere'): void
}

export interface Noted {
  readonly details: AuditDetails
  readonly operator?: string
  readonly why?: string | null
}

/** What all calls share. */
export interface Shared {
  readonly live: LiveFeed
  readonly ledgerAge: LedgerAge
  readonly design: DesignDesk
  readonly statements: StatementShelf
}

/** Signing in and out. */
export interface Access {
  readonly sessions: Sessions
  /** Where the call comes from. */
  from(): SessionOrigin
  /** The operator whose key this is; throws where there is none, after a while. */
  keyHolder(presentedKey: string): Promise<{ readonly id: string; readonly operator: Operator }>
  /** In the place of the one that the browser has, which ends; null takes the cookie away. */
  setSession(token: string | null): void
}

type AnswerSchema<Id extends EndpointId> = (typeof ENDPOINTS)[Id]['answer']

export type AnswerOf<Id extends EndpointId> =
  AnswerSchema<Id> extends { readonly kind: 'json'; readonly schema: infer Schema extends z.ZodType }
    ? z.output<Schema>
    : AnswerSchema<Id> extends { readonly kind: 'events'; readonly events: infer Events extends EventSchemas }
      ? EventsAnswer<Events>
      : AnswerSchema<Id> extends { readonly kind: 'file' }
        ? FileAnswer
        : null

type EventSchemas = Readonly<Record<string, z.ZodType>>

/** Sends events until it resolves, or nobody reads any more. */
export type EventsAnswer<Events extends EventSchemas> = (sink: EventSink<Events>) => Promise<void>

export interface EventSink<Events extends EventSchemas> {
  send<Name extends keyof Events & string>(name: Name, data: z.output<Events[Name]>): void
  /** Told when the reader went away, or was too slow. */
  readonly signal: AbortSignal
}

export interface FileAnswer {
  readonly mediaType: string
  /** What a browser saves it as; null where it is to be shown. */
  readonly name: string | null
  /** Or pieces of a text, each made when the one before has gone. */
  readonly bytes: Uint8Array | Iterable<string>
}

export type Handler<Id extends EndpointId> = (call: Call<Id>) => AnswerOf<Id> | Promise<AnswerOf<Id>>

/** Handlers of some endpoints: each file of `handlers/` has those of one subject. */
export type Handlers<Ids extends EndpointId> = { readonly [Id in Ids]: Handler<Id> }
