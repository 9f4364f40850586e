import type { DeploymentState } from './estate.ts'
import type { JsonObject } from './json.ts'
import type { Room } from './room.ts'

/** What is going on inside, for people and tests. */
export function simulatorState(room: Room): JsonObject {
  return {
    nowMs: room.clock.nowMs(),
    callsUnderWay: room.underWay.size,
    faults: room.faults.all().length,
    bills: room.bills.count,
    accounts: [...room.estate.accounts.values()].map((account) => ({
      name: account.name,
      region: account.region,
      storedResponses: account.responses.size,
      deployments: [...account.deployments()].map((deployment) => deploymentObject(room, deployment)),
    })),
  }
}

function deploymentObject(room: Room, deployment: DeploymentState): JsonObject {
  const nowMs = room.clock.nowMs()
  const { window, bucket, settings } = deployment
  return {
    name: deployment.name,
    model: deployment.modelName,
    type: settings.type,
    ...deployment.counts,
    window:
      window === null
        ? null
        : {
            tokensUsed: window.tokensUsed(nowMs),
            tokensPerMinute: settings.tokensPerMinute,
            requestsUsed: window.requestsUsed(nowMs),
            requestsPerMinute: settings.requestsPerMinute,
          },
    utilization: bucket === null ? null : bucket.utilization(room.clock.monotonicMs()),
  }
}
