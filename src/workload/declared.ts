import type { AzureFacts } from '../azure/index.ts'
import type { Declaration, DeploymentDeclaration, ModelDeclaration } from './schema.ts'

/** What the checks of meaning look at: what is well-formed, and the names of what the file has beside that. */
export interface Declared {
  readonly declaration: Declaration
  /** Names of all accounts in the file, those of wrong shape included: referring to one is no second error. */
  readonly accountNames: ReadonlySet<string>
  readonly modelNames: ReadonlySet<string>
  /** The day on which the file is looked at; null where what depends on it is not asked for. */
  readonly nowMs: number | null
  readonly facts: AzureFacts
}

export interface DeclaredDeployment {
  readonly model: string
  readonly modelDeclaration: ModelDeclaration
  readonly index: number
  readonly deployment: DeploymentDeclaration
  readonly path: readonly (string | number)[]
}

export function* deploymentsIn(declaration: Declaration): Generator<DeclaredDeployment> {
  for (const [model, modelDeclaration] of Object.entries(declaration.models)) {
    for (const [index, deployment] of modelDeclaration.deployments.entries()) {
      yield { model, modelDeclaration, index, deployment, path: ['models', model, 'deployments', index] }
    }
  }
}

export function keysOf(value: unknown): ReadonlySet<string> {
  return new Set(
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [],
  )
}
