import type { Rule } from '../rule.ts'

export const app12: Rule = {
  id: 'APP-12',
  title: 'Parts are containers whose images are pinned',
  pillar: 'operations',
  severity: 'medium',
  isHedged: true,
  source: { document: 'design', section: 'Containerization of components' },
  looksAt: '`container` of services, pipelines and model servers.',
  why: 'A tag that moves is another program tomorrow, on the machine that restarts first.',
  remedy: 'Build images, and deploy them by digest.',
  workload: {
    *check(workload) {
      const parts = Object.entries(workload.declaration.application?.parts ?? {})
      for (const [name, part] of parts) {
        if (!['microservice', 'pipeline', 'model-server'].includes(part.kind)) continue
        yield workload.judge(['application', 'parts', name, 'container'], part.container, {
          isGood: (how) => how === 'pinned',
          good: `${name} is an image by digest`,
          bad: (how) =>
            how === 'none' ? `${name} is no container` : `${name} is an image by a tag that may move`,
        })
      }
    },
    cases: {
      fails: ['application: { parts: { ingest: { kind: pipeline, container: tag } } }'],
      passes: ['application: { parts: { ingest: { kind: pipeline, container: pinned } } }'],
      undetermined: ['application: { parts: { ingest: { kind: pipeline } } }'],
      notApplicable: ['application: { parts: { api: { kind: api } } }'],
    },
  },
  resources: {
    *check(estate) {
      for (const app of estate.ofType('Microsoft.App/containerApps', 'Microsoft.App/jobs')) {
        for (const [index] of app.items('properties.template.containers').entries())
          yield app.judge(`properties.template.containers[${index}].image`, {
            whenUnset: null,
            isGood: (image) => typeof image === 'string' && image.includes('@sha256:'),
            bad: 'the tag may move to another image',
          })
      }
    },
    cases: {
      fails: [
        [
          {
            type: 'Microsoft.App/containerApps',
            apiVersion: '2024-10-01',
            name: 'api',
            location: 'swedencentral',
            properties: {
              template: { containers: [{ name: 'api', image: 'contoso.azurecr.io/api:latest' }] },
            },
          },
        ],
      ],
      passes: [
        [
          {
            type: 'Microsoft.App/containerApps',
            apiVersion: '2024-10-01',
            name: 'api',
            location: 'swedencentral',
            properties: {
              template: {
                containers: [
                  {
                    name: 'api',
                    image:
                      'contoso.azurecr.io/api@sha256:0000000000000000000000000000000000000000000000000000000000000000',
                  },
                ],
              },
            },
          },
        ],
      ],
      undetermined: [
        [
          {
            type: 'Microsoft.App/containerApps',
            apiVersion: '2024-10-01',
            name: 'api',
            location: 'swedencentral',
            properties: { template: { containers: [{ name: 'api', image: "[parameters('given')]" }] } },
          },
        ],
      ],
      notApplicable: [
        [
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'aoai-swc',
            location: 'swedencentral',
            kind: 'OpenAI',
            sku: { name: 'S0' },
            properties: {},
          },
        ],
      ],
    },
  },
}
