import type { Deployment } from '../workload/index.ts'

export function deploymentWith(given: Partial<Deployment> = {}): Deployment {
  return {
    id: 'deployment-id',
    model: 'gpt-4.1',
    account: 'aoai-swc',
    type: 'standard',
    upstreamName: 'upstream-name',
    capacity: { kind: 'unlimited' },
    priority: 1,
    version: null,
    processing: null,
    quotaGroup: 'group',
    ...given,
  }
}
