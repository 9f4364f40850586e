import type { Body, Text } from '../resource-graph.ts'

/** The gateway of a region, as what stands before it sees it. */
export interface EntranceTarget {
  readonly region: string
  /** Where it answers HTTPS, in the network of its region: an item of `backendAddresses` of Application Gateway. */
  readonly address: Body
  /** What it is called by, and its certificate has. */
  readonly host: Text
  /** Answers 200 while it may be given calls. */
  readonly probePath: string
  /** Null where nothing but its network leads to it. */
  readonly link: LinkedService | null
}

/** What Front Door makes a private endpoint to. */
export interface LinkedService {
  readonly id: Text
  /** Null where the type has a single sub-resource without a name. */
  readonly groupId: string | null
  /** For whoever approves its connections. */
  readonly kind: string
}
