import { type AddressRange, formatRange } from './address-plan.ts'

/**
 * Where each subnet lies in its network. Places are fixed, so that what is switched on later moves nothing that is
 * there: Azure cannot move a subnet that is in use. Sizes are those that Azure asks for at least, or what grows.
 */
interface Slot {
  /** Addresses from the network's first. */
  readonly offset: number
  readonly prefixLength: number
}

/** 1,024 addresses for the workload's network in each region. */
export const SPOKE_PREFIX_LENGTH = 22

const SPOKE_SLOTS = {
  /** 256: Container Apps wants at least a /27, and takes two addresses for each replica while it updates. */
  gateway: { offset: 0, prefixLength: 24 },
  /** 128, of which Azure keeps five: one for each private endpoint, three for a Cosmos DB account. */
  endpoints: { offset: 256, prefixLength: 25 },
  /** 64 for agents of Foundry, which wants at least a /27. */
  agents: { offset: 384, prefixLength: 26 },
  jumpbox: { offset: 448, prefixLength: 27 },
  /** 32 for API Management with a virtual network. */
  apiManagement: { offset: 480, prefixLength: 27 },
  /** 256, as Microsoft advises for Application Gateway v2. */
  entrance: { offset: 512, prefixLength: 24 },
  /** 128 for computes of Azure Machine Learning that are not in its managed network. */
  training: { offset: 768, prefixLength: 25 },
  /** Where the hub is somebody else's. */
  bastion: { offset: 896, prefixLength: 26 },
  /** Each address takes 65,536 connections of Front Door, and a private link has eight of them at most. */
  entranceLink: { offset: 960, prefixLength: 28 },
} as const satisfies Readonly<Record<string, Slot>>

/** 512 addresses for the hub of each region. */
export const HUB_PREFIX_LENGTH = 23

const HUB_SLOTS = {
  /** A /26 whatever the firewall's size (FAQ of Azure Firewall). */
  firewall: { offset: 0, prefixLength: 26 },
  /** At least a /26 (Azure Bastion configuration settings). */
  bastion: { offset: 64, prefixLength: 26 },
  /** Microsoft advises a /27 or larger for gateways of both kinds side by side. */
  gateways: { offset: 128, prefixLength: 26 },
  /** At least a /28 each, delegated to the resolver alone. */
  resolverInbound: { offset: 192, prefixLength: 28 },
  resolverOutbound: { offset: 208, prefixLength: 28 },
  jumpbox: { offset: 224, prefixLength: 27 },
  endpoints: { offset: 256, prefixLength: 26 },
  /** A /26 for firewalls of the tier Basic, which are managed from there. */
  firewallManagement: { offset: 320, prefixLength: 26 },
} as const satisfies Readonly<Record<string, Slot>>

export type SpokeSlot = keyof typeof SPOKE_SLOTS
export type HubSlot = keyof typeof HUB_SLOTS

/** The range of a subnet of the workload's network. */
export function spokeRange(network: AddressRange, slot: SpokeSlot): AddressRange {
  return placed(network, SPOKE_SLOTS[slot])
}

/** The range of a subnet of the hub. */
export function hubRange(hub: AddressRange, slot: HubSlot): AddressRange {
  return placed(hub, HUB_SLOTS[slot])
}

/** Azure keeps the first four addresses of a subnet and its last one. */
const FIRST_USABLE = 4

/** The address that Azure gives to what comes first into a subnet, without its prefix length. */
export function firstAddressOf({ first }: AddressRange): string {
  return formatRange({ first: first + FIRST_USABLE, prefixLength: 32 }).replace('/32', '')
}

function placed({ first }: AddressRange, { offset, prefixLength }: Slot): AddressRange {
  return { first: first + offset, prefixLength }
}
