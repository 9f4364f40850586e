import type { Rule } from '../rule.ts'
import { account, GIVEN, sample } from '../sample-resources.ts'
import type { Estate, Resource } from '../estate.ts'

function machineSizes(estate: Estate): readonly { readonly resource: Resource; readonly path: string }[] {
  const at = (path: string) => (resource: Resource) => ({ resource, path })
  return [
    ...estate.ofType('Microsoft.Compute/virtualMachines').map(at('properties.hardwareProfile.vmSize')),
    ...estate.ofType('Microsoft.Compute/virtualMachineScaleSets').map(at('sku.name')),
    ...estate.ofType('Microsoft.ContainerService/managedClusters/agentPools').map(at('properties.vmSize')),
    ...estate
      .ofType('Microsoft.ContainerService/managedClusters')
      .flatMap((cluster) =>
        cluster
          .items('properties.agentPoolProfiles')
          .map((_, index) => at(`properties.agentPoolProfiles[${index}].vmSize`)(cluster)),
      ),
  ]
}

function machine(vmSize: string) {
  return sample('Microsoft.Compute/virtualMachines', 'worker', { hardwareProfile: { vmSize } })
}

const POOL = sample('Microsoft.ContainerService/managedClusters', 'cluster', {
  agentPoolProfiles: [{ name: 'gpu', vmSize: 'Standard_ND96asr_v4' }],
})

export const fnd01: Rule = {
  id: 'FND-01',
  title: 'Own compute for models has a reason',
  pillar: 'operations',
  severity: 'info',
  source: { document: 'ready', section: 'Next steps' },
  looksAt: '`origin.compute` of models and its `reason`; in templates, machines and node pools with GPUs.',
  why: 'Machines and clusters have to be patched, scaled and paid while they wait; services are not.',
  remedy: 'Take the model as a service, or say why not as `origin.reason`.',
  workload: {
    *check(workload) {
      for (const [name, { origin }] of Object.entries(workload.declaration.models)) {
        if (!['kubernetes', 'virtual-machines'].includes(origin?.compute ?? 'service')) continue
        const path = ['models', name, 'origin']
        if (origin?.reason === undefined)
          yield workload.fail(path, `${name} runs on ${origin?.compute} and the file does not say why`)
        else yield workload.pass(path, `the file says why ${name} runs on ${origin.compute}`)
      }
    },
    cases: {
      fails: [
        `models:
  own:
    origin: { kind: prebuilt, compute: kubernetes }
    deployments:
      - { id: own, account: swc, type: standard, tpm: 10k }`,
      ],
      passes: [
        `models:
  own:
    origin: { kind: prebuilt, compute: kubernetes, reason: the weights may not leave our machines }
    deployments:
      - { id: own, account: swc, type: standard, tpm: 10k }`,
      ],
      notApplicable: ['environment: production'],
    },
  },
  resources: {
    *check(estate) {
      const sizes = machineSizes(estate)
      for (const { resource, path } of sizes) {
        const size = resource.ask(path)
        if (size.kind === 'unknown')
          yield resource.unknown(path, `whether ${resource.name} is a machine with GPUs is not known`)
        else if (/^standard_n[cdvgp]/.test(resource.text(path) ?? ''))
          yield resource.fail(
            path,
            `${resource.name} has GPUs (${resource.written(path) ?? ''}), to host models`,
          )
      }
      if (sizes.some(({ resource, path }) => !/^standard_[^n]/.test(resource.text(path) ?? ''))) return
      for (const service of estate.ofType('Microsoft.CognitiveServices/accounts'))
        yield service.pass('kind', `models of ${service.name} are had as a service`)
    },
    cases: {
      fails: [[machine('Standard_NC24ads_A100_v4')], [POOL]],
      passes: [[account()], [account(), machine('Standard_D4s_v5')]],
      undetermined: [[machine(GIVEN)]],
      notApplicable: [[machine('Standard_D4s_v5')]],
    },
  },
}
