import type { AccountState, DeploymentState } from './estate.ts'
import type { JsonObject } from './json.ts'
import { REFUSALS } from './refusal.ts'
import type { Visit } from './visit.ts'

/** Azure lists the region's base models here; what a developer can call are the deployments, so these are listed. */
export function serveModels(visit: Visit, account: AccountState, id: string): void {
  if (id === '') {
    visit.json(200, { data: [...account.deployments()].map(modelObject), object: 'list' })
    return
  }
  const deployment = account.deployment(id)
  if (deployment === null) throw REFUSALS.deploymentNotFound()
  visit.json(200, modelObject(deployment))
}

function modelObject(deployment: DeploymentState): JsonObject {
  const { task } = deployment.traits
  return {
    id: deployment.name,
    object: 'model',
    created: 0,
    owned_by: 'simulated',
    model: deployment.modelName,
    capabilities: { chat_completion: task === 'generate', embeddings: task === 'embed', inference: true },
  }
}
