import type { Estate } from '../estate.ts'
import { gatewayServices } from './gateway-services.ts'
import { plannedRegistry, plannedWorkspaces } from './machine-learning-plan.ts'
import { isMonitorPrivate, MONITOR } from './monitor-link.ts'
import { plannedSites } from './stores/planned-sites.ts'

/** A sub-resource of something that is reached over private endpoints alone. */
export interface PrivateService {
  /** As ARM writes it: `Microsoft.CognitiveServices/accounts`. */
  readonly resourceType: string
  readonly groupId: string
  readonly region: string
}

/** All that the landing zone gives private endpoints: their DNS zones are made before any of them. */
export function privateServices(estate: Estate): readonly PrivateService[] {
  return [
    ...modelAccounts(estate),
    ...dataServices(estate),
    ...machineLearning(estate),
    ...gatewayServices(estate),
    ...(isMonitorPrivate(estate) ? [{ ...MONITOR, region: estate.homeRegion }] : []),
  ]
}

function modelAccounts({ regions }: Estate): readonly PrivateService[] {
  return regions.map(({ region }) => ({
    resourceType: 'Microsoft.CognitiveServices/accounts',
    groupId: 'account',
    region,
  }))
}

function machineLearning(estate: Estate): readonly PrivateService[] {
  const registry = plannedRegistry(estate)
  return [
    ...plannedWorkspaces(estate).map(({ home: { region } }) => ({
      resourceType: 'Microsoft.MachineLearningServices/workspaces',
      groupId: 'amlworkspace',
      region,
    })),
    ...(registry === null
      ? []
      : [
          {
            resourceType: 'Microsoft.MachineLearningServices/registries',
            groupId: 'amlregistry',
            region: registry.home.region,
          },
        ]),
  ]
}

function dataServices(estate: Estate): readonly PrivateService[] {
  return plannedSites(estate).sites.flatMap(
    ({ maker: { resourceType }, store, home: { region }, groupIds, secondaryGroupIds, secondaryHome }) => [
      ...groupIds.map((groupId) => ({ resourceType, groupId, region })),
      ...secondaryGroupIds.map((groupId) => ({
        resourceType,
        groupId,
        region: secondaryHome?.region ?? region,
      })),
      ...(store.hasCustomerKey
        ? [{ resourceType: 'Microsoft.KeyVault/vaults', groupId: 'vault', region }]
        : []),
    ],
  )
}
