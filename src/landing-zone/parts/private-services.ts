import type { Estate } from '../estate.ts'

/** A sub-resource of something that is reached over private endpoints alone. */
export interface PrivateService {
  /** As ARM writes it: `Microsoft.CognitiveServices/accounts`. */
  readonly resourceType: string
  readonly groupId: string
  readonly region: string
}

/** All that the landing zone gives private endpoints: their DNS zones are made before any of them. */
export function privateServices({ regions }: Estate): readonly PrivateService[] {
  return regions.map(({ region }) => ({
    resourceType: 'Microsoft.CognitiveServices/accounts',
    groupId: 'account',
    region,
  }))
}
