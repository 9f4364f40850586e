import type { Estate, RegionEstate } from '../estate.ts'
import type { GraphFile, Resource, Stage } from '../resource-graph.ts'
import { containerAppsStage } from './container-apps.ts'
import type { EntranceTarget } from './entrance-target.ts'
import { kubernetesStages } from './kubernetes-stages.ts'
import { ledgerFile, regionStateStage, sharedStateStage } from './gateway-state.ts'
import type { RegionNetwork } from './networks.ts'
import type { Operations } from './operations.ts'
import type { PrivateDns } from './private-dns.ts'

export interface GatewayRegion {
  readonly estate: RegionEstate
  readonly spoke: RegionNetwork
}

export interface GatewayStages {
  readonly stages: readonly Stage[]
  /** One in each region, where something else of the network reaches it. */
  readonly targets: readonly EntranceTarget[]
  readonly files: readonly GraphFile[]
  /** Of each region's gateway. */
  readonly vaults: ReadonlyMap<string, Resource>
}

/** The gateway in every region, with what it keeps and what its regions share. `models`: stages with the accounts. */
export function gatewayStages(
  estate: Estate,
  regions: readonly GatewayRegion[],
  operations: Operations,
  dns: PrivateDns,
  models: readonly Stage[],
): GatewayStages {
  const { gateway, homeRegion } = estate
  const home = regions.find((one) => one.estate.region === homeRegion)
  if (gateway === null || home === undefined) return { stages: [], targets: [], files: [], vaults: new Map() }
  const around = (network: RegionNetwork) => ({ operations, dns, network })
  const shared = sharedStateStage(estate, gateway, home.estate, around(home.spoke))
  const states = regions.map((one) => ({
    ...one,
    state: regionStateStage(estate, one.estate, around(one.spoke)),
  }))
  const accounts = accountsIn(estate, models)
  const statements = ledgerFile(estate)
  const files = statements === null ? [] : [{ path: 'gateway/ledger.sql', text: statements }]
  const vaults = new Map(states.map((one) => [one.estate.region, one.state.vault]))
  const before = [shared.stage, ...states.map(({ state }) => state.stage)]
  if (gateway.runsOn === 'aks') {
    const {
      stages,
      targets,
      files: manifests,
    } = kubernetesStages(estate, gateway, {
      regions: states.map((one) => ({ home: one.estate, network: one.spoke, state: one.state })),
      shared: shared.state,
      operations,
      dns,
      accounts,
      earlier: [operations.stage, ...models, ...before],
    })
    return { targets, vaults, stages: [...before, ...stages], files: [...files, ...manifests] }
  }
  const gateways = states.map((one) =>
    containerAppsStage(estate, gateway, one.estate, {
      ...around(one.spoke),
      shared: shared.state,
      state: one.state,
      accounts,
    }),
  )
  return {
    targets: gateways.map(({ target }) => target),
    vaults,
    stages: [...before, ...gateways.map(({ stage }) => stage)],
    files,
  }
}

function accountsIn({ plan, symbols }: Estate, models: readonly Stage[]): ReadonlyMap<string, Resource> {
  const bySymbol = new Map(models.flatMap(({ resources }) => resources.map((one) => [one.symbol, one])))
  return new Map(
    [...plan.accounts.keys()].flatMap((account) => {
      const found = bySymbol.get(symbols.of('account', account))
      return found === undefined ? [] : [[account, found] as const]
    }),
  )
}
