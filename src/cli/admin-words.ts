import type { ToldLine } from '../base/index.ts'
import type { PlanTexts } from './plan-source.ts'

/** What the gateway's process asks the admin process, its child. */
export interface AdminWords {
  start: { readonly asks: AdminStart; readonly answers: AdminListening }
  /** Another plan is in force. */
  plan: { readonly asks: DesignText; readonly answers: null }
  /** Ends the process. */
  stop: { readonly asks: null; readonly answers: null }
}

/** What the admin process asks its parent. */
export interface AdminParentWords {
  /** For the one log of the program. */
  log: { readonly asks: ToldLine; readonly answers: null }
}

/** The workload file in force, so that another process can make the same of it. */
export interface DesignText {
  readonly text: string
  readonly factsFiles: readonly (readonly [string, NonNullable<ReturnType<PlanTexts['factsFiles']['get']>>])[]
}

export interface AdminStart {
  /** The workload file as messages show it. */
  readonly shownAs: string
  readonly design: DesignText
  readonly stateFolder: string
  readonly listen: { readonly host: string; readonly port: number }
  /** In PEM; null for plain HTTP. */
  readonly tls: { readonly certificate: string; readonly key: string } | null
  readonly tlsEndsInFront: boolean
  readonly trustedProxies: readonly string[]
  /** In base64: what the gateway signs with. */
  readonly signingKey: string
  /** In PEM; null where the gateway speaks plain HTTP. */
  readonly gatewayCertificate: string | null
}

export interface AdminListening {
  readonly host: string
  readonly port: number
}
