import type { Estate } from '../estate.ts'
import type { Resource, Stage } from '../resource-graph.ts'
import { diagnosticsOf } from './diagnostics.ts'
import { hasApplicationGateways } from './entrance-wish.ts'
import type { GatewayRegion } from './gateway-stages.ts'
import { VAULT } from './gateway-services.ts'
import { gatewaySecrets, gatewayVault } from './gateway-vault.ts'
import type { Operations } from './operations.ts'
import type { PrivateDns } from './private-dns.ts'
import { privateEndpointOf } from './private-endpoint.ts'

/** Vaults of the entrance’s certificate, before a gateway that has no vault of its own. */
export function entranceVaults(
  estate: Estate,
  regions: readonly GatewayRegion[],
  { workspaceId }: Operations,
  dns: PrivateDns,
): { readonly stages: readonly Stage[]; readonly byRegion: ReadonlyMap<string, Resource> } {
  if (!hasApplicationGateways(estate)) return { stages: [], byRegion: new Map() }
  const byRegion = new Map<string, Resource>()
  const stages = regions.map(({ estate: { region, groups }, spoke }): Stage => {
    const [vault, ...secrets] = gatewayVault(estate, region)
    byRegion.set(region, vault)
    return {
      name: `46-entrance-vault-${region}`,
      purpose: `The vault with the certificate of the entrance in ${region}.`,
      scope: estate.groupScope(groups.gateway),
      parameters: gatewaySecrets(estate).map((secret) => secret.parameter),
      resources: [
        vault,
        ...secrets,
        ...privateEndpointOf(estate, spoke, dns, {
          target: vault,
          groupId: VAULT.groupId,
          words: ['gateway', 'vault', region],
        }),
        diagnosticsOf(estate, ['gatewayVault', region], vault, workspaceId),
      ],
      outputs: [],
    }
  })
  return { stages, byRegion }
}
