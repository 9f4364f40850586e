/**
 * Presets of the network: each settles what belongs together, so that a file says the one word and cannot say its
 * opposite beside it. What a preset leaves open is as if there were none.
 */
export const NETWORK_PRESETS = ['closed', 'published'] as const
export type NetworkPreset = (typeof NETWORK_PRESETS)[number]

interface Settled {
  readonly path: readonly string[]
  /** What may stand there; the first is what it is when nothing stands there. */
  readonly allowed: readonly [Scalar, ...Scalar[]]
}

type Scalar = string | boolean

const INSIDE: readonly Settled[] = [
  { path: ['models'], allowed: ['private-endpoints'] },
  { path: ['data'], allowed: ['private-endpoints'] },
  { path: ['portals'], allowed: ['private'] },
  { path: ['gateway'], allowed: ['inside'] },
  { path: ['security_groups'], allowed: ['every-subnet'] },
  { path: ['egress', 'mode'], allowed: ['approved-only'] },
  { path: ['egress', 'via'], allowed: ['azure-firewall', 'other-firewall'] },
  { path: ['dns', 'zones'], allowed: ['central', 'local'] },
  { path: ['dns', 'zone_groups'], allowed: ['every-endpoint'] },
]

const PRESETS: Readonly<Record<NetworkPreset, readonly Settled[]>> = {
  closed: [...INSIDE, { path: ['ingress', 'via'], allowed: ['none', 'application-gateway', 'other'] }],
  published: [
    ...INSIDE,
    { path: ['ingress', 'via'], allowed: ['application-gateway', 'front-door', 'other'] },
    { path: ['ingress', 'waf'], allowed: ['prevention'] },
    { path: ['ingress', 'https_only'], allowed: [true] },
    { path: ['ingress', 'ddos_protection'], allowed: [true] },
  ],
}

export interface Contradiction {
  readonly path: readonly string[]
  /** As messages of the shape are written: after the value. */
  readonly message: string
}

/** The network with all that its preset settles; or where it says something else than its preset. */
export function withPreset<Network extends { readonly preset?: NetworkPreset | undefined }>(
  network: Network,
): { readonly network: Network; readonly contradictions: readonly Contradiction[] } {
  const { preset } = network
  if (preset === undefined) return { network, contradictions: [] }
  const contradictions: Contradiction[] = []
  let settled: Readonly<Record<string, unknown>> = network
  for (const { path, allowed } of PRESETS[preset]) {
    const [outer = '', inner] = path
    const section = settled[outer] as Readonly<Record<string, unknown>> | undefined
    const written = inner === undefined ? settled[outer] : section?.[inner]
    if (written === undefined) {
      const [value] = allowed
      settled = { ...settled, [outer]: inner === undefined ? value : { ...section, [inner]: value } }
    } else if (!allowed.some((value) => value === written)) {
      contradictions.push({
        path,
        message: `is against the preset ${preset}, which takes ${allowed.join(', ')}`,
      })
    }
  }
  return { network: settled as Network, contradictions }
}
