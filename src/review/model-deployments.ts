import { type DeploymentTypeFacts, findDeploymentSku } from '../azure/index.ts'
import type { Estate, Resource } from './estate.ts'
import { remembered } from './remembered.ts'

/** A deployment of a model as templates have it, with the account that it is in. */
export interface ModelDeployment {
  readonly resource: Resource
  /** Null where the template does not say, or has it from elsewhere. */
  readonly model: string | null
  readonly version: string | null
  readonly type: DeploymentTypeFacts | null
  readonly units: number | null
  readonly region: string | null
}

export const modelDeployments = remembered((estate: Estate): readonly ModelDeployment[] =>
  estate.ofType('Microsoft.CognitiveServices/accounts/deployments').map((resource) => {
    const units = resource.ask('sku.capacity')
    return {
      resource,
      model: resource.written('properties.model.name'),
      version: resource.written('properties.model.version'),
      type: findDeploymentSku(resource.text('sku.name') ?? ''),
      units: units.kind === 'known' && typeof units.value === 'number' ? units.value : null,
      region: estate.parentOf(resource)?.region ?? null,
    }
  }),
)
