import type { Plan } from '../workload/index.ts'
import { estateOf, type Unbuildable } from './estate.ts'
import { modelServicesStage } from './parts/model-services.ts'
import { networkStage, peeringStages } from './parts/networks.ts'
import { operationsStage } from './parts/operations.ts'
import { policyStage } from './parts/policies.ts'
import { privateDnsStage } from './parts/private-dns.ts'
import { resourceGroupStage } from './parts/resource-groups.ts'
import type { ResourceGraph } from './resource-graph.ts'

/** The landing zone that a plan asks for, or why it has none. */
export function buildGraph(plan: Plan): ResourceGraph | Unbuildable {
  const estate = estateOf(plan)
  if ('kind' in estate) return estate
  const operations = operationsStage(estate)
  const networks = estate.regions.map((region) => networkStage(estate, region))
  const dns = privateDnsStage(estate, networks)
  return {
    workload: plan.workload,
    stages: [
      resourceGroupStage(estate),
      policyStage(estate),
      operations.stage,
      ...networks.map(({ stage }) => stage),
      ...peeringStages(estate, networks),
      dns.stage,
      ...estate.regions.map((region, at) => {
        const network = networks[at]
        if (network === undefined) throw new Error(`${region.region} has no network`)
        return modelServicesStage(estate, region, operations, dns, network)
      }),
    ],
  }
}
