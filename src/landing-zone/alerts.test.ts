import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ALERT_RULES, azureWorkbook } from '../monitoring/index.ts'
import { loadDesign } from '../workload/index.ts'
import { armProblems, withoutArmTypes } from './arm-types.fixture.ts'
import { buildGraph, deployFiles, PRINTERS, type ResourceGraph } from './index.ts'
import type { Body, Resource } from './resource-graph.ts'

function graphOf(sections: object): ResourceGraph {
  const text = JSON.stringify({
    workload: 'contoso-chat',
    environment: 'production',
    regions: { primary: 'swedencentral', secondary: 'francecentral' },
    accounts: Object.fromEntries(
      ['swedencentral', 'francecentral'].map((region) => [
        region,
        { provider: 'azure-openai', region, endpoint: 'env:E', auth: 'managed-identity' },
      ]),
    ),
    models: {
      'gpt-4.1': {
        deployments: [
          { id: 'ptu', account: 'swedencentral', type: 'provisioned-managed', ptu: 50 },
          { id: 'paid', account: 'swedencentral', type: 'standard', tpm: '10k' },
          { id: 'other', account: 'francecentral', type: 'standard', tpm: '10k' },
        ],
      },
    },
    consumers: { '/contoso/bot': { models: 'all' } },
    ...sections,
  })
  const loaded = loadDesign(text, { source: 'workload.yaml', nowMs: 0 })
  assert.ok(loaded.ok, JSON.stringify(loaded.ok ? null : loaded.diagnostics))
  const graph = buildGraph(loaded)
  assert.ok('stages' in graph)
  return graph
}

const all = ({ stages }: ResourceGraph): readonly Resource[] => stages.flatMap(({ resources }) => resources)
const ofType = (graph: ResourceGraph, type: string): readonly Resource[] =>
  all(graph).filter((one) => one.type === type)
const METRIC = 'Microsoft.Insights/metricAlerts'
const TO = { landing_zone: { alerts: { to: ['operations@contoso.example'] } } }

/** By symbol: the metric, the threshold and its dimensions. */
function metricAlerts(graph: ResourceGraph): ReadonlyMap<string, readonly unknown[]> {
  return new Map(
    ofType(graph, METRIC).map(({ symbol, body }) => {
      const { criteria } = body['properties'] as { readonly criteria: { readonly allOf: readonly [Body] } }
      const { metricName, threshold, dimensions } = criteria.allOf[0]
      const values = (dimensions as readonly { readonly values: readonly string[] }[]).flatMap(
        (one) => one.values,
      )
      return [symbol, [metricName, threshold, ...values]]
    }),
  )
}

describe('alerts', () => {
  test('API Management and Front Door are watched in each region', () => {
    const alerts = metricAlerts(
      graphOf({
        exposure: 'online',
        network: { gateway: 'inside', ingress: { via: 'front-door' } },
        landing_zone: { gateway: { runs_on: 'api-management' }, entrance: { host: 'ai.contoso.com' } },
      }),
    )
    assert.deepEqual(alerts.get('alertApiManagementBusy'), ['Capacity', 75, '*'])
    assert.deepEqual(alerts.get('alertApiManagementErrors'), ['Requests', 10, '5xx', '*'])
    assert.deepEqual(alerts.get('alertFrontDoorUnhealthyOrigins'), ['OriginHealthPercentage', 90, '*'])
    assert.ok(alerts.has('alertEntranceFrancecentralUnhealthyHosts'))
  })

  test('accounts: errors and refusals; of provisioned deployments also use and the first token', () => {
    const alerts = metricAlerts(graphOf({ operations: { objectives: { latency: '2s' } } }))
    const of = (account: string): readonly (readonly unknown[])[] =>
      [...alerts].filter(([symbol]) => symbol.startsWith(`alertAccount${account}`)).map(([, one]) => one)
    assert.deepEqual(of('Swedencentral'), [
      ['AzureOpenAIAvailabilityRate', 99],
      ['AzureOpenAIRequests', 10, '429'],
      ['AzureOpenAIProvisionedManagedUtilizationV2', 90, 'ptu'],
      ['AzureOpenAITimeToResponse', 2_000, 'ptu'],
    ])
    assert.deepEqual(of('Francecentral'), [
      ['AzureOpenAIAvailabilityRate', 99],
      ['AzureOpenAIRequests', 10, '429'],
    ])
  })

  test('what the models hang on is watched by its type', () => {
    const alerts = metricAlerts(graphOf({}))
    assert.deepEqual(alerts.get('alertFirewallSwedencentralUnhealthy'), ['FirewallHealth', 90])
  })

  test('each alert tells those of the file, or owners that are addresses', () => {
    const owners = { operations: { owners: { operations: 'ops@contoso.example', models: 'the model team' } } }
    for (const [sections, address] of [
      [TO, 'operations@contoso.example'],
      [owners, 'ops@contoso.example'],
      [{ ...TO, ...owners }, 'operations@contoso.example'],
    ] as const) {
      const graph = graphOf(sections)
      const [group] = ofType(graph, 'Microsoft.Insights/actionGroups')
      assert.ok(group !== undefined)
      const { emailReceivers } = group.body['properties'] as { readonly emailReceivers: readonly Body[] }
      assert.deepEqual(
        emailReceivers.map((one) => one['emailAddress']),
        [address],
      )
      for (const { symbol, body } of ofType(graph, METRIC))
        assert.match(JSON.stringify(body), /"actionGroupId":\{"of":\{"kind":"id-of"/, symbol)
      assert.doesNotMatch(graph.notes.join('\n'), /mailed to nobody/)
    }
  })

  test('with nobody to tell they are raised all the same, and the build says so', () => {
    const graph = graphOf({})
    assert.deepEqual(ofType(graph, 'Microsoft.Insights/actionGroups'), [])
    assert.ok(ofType(graph, METRIC).length > 0)
    assert.match(graph.notes.join('\n'), /mailed to nobody: name addresses in `landing_zone\.alerts\.to`/)
  })

  test('the health of resources and of Azure itself, of the whole subscription', () => {
    const graph = graphOf(TO)
    const texts = ofType(graph, 'Microsoft.Insights/activityLogAlerts').map(({ body }) =>
      JSON.stringify(body),
    )
    assert.equal(texts.length, 2)
    assert.match(texts[0] ?? '', /"equals":"ResourceHealth"/)
    assert.match(texts[1] ?? '', /"equals":"ServiceHealth"/)
    const script = deployFiles(graph, PRINTERS).find(({ path }) => path === 'arm/deploy.sh')?.text ?? ''
    assert.match(script, /^step 70-alerts .*--parameters subscriptionId="\$subscription"$/m)
  })
})

describe('alerts of the gateway itself', () => {
  const LOG_ALERT = 'Microsoft.Insights/scheduledQueryRules'
  const built = { ...TO, network: { gateway: 'inside' } }
  const named = (graph: ResourceGraph): readonly string[] =>
    ofType(graph, LOG_ALERT).map(({ body }) =>
      (body['properties'] as { readonly displayName: string }).displayName.replace('Causeway: ', ''),
    )

  test('each rule of the table looks for its own lines in the log, and tells the same people', () => {
    const graph = graphOf(built)
    const names = named(graph)
    const left = ['certificate-ends-soon', 'certificate-ends', 'shared-counters-away', 'worker-restarts']
    assert.deepEqual(
      names,
      ALERT_RULES.map(({ id }) => id).filter((id) => !left.includes(id)),
    )
    for (const { body, symbol } of ofType(graph, LOG_ALERT)) {
      const { displayName, severity, criteria, actions } = body['properties'] as Body
      const rule = ALERT_RULES.find(({ id }) => `Causeway: ${id}` === displayName)
      assert.equal(severity, { critical: 1, warning: 2, info: 3 }[rule?.severity ?? 'info'], symbol)
      const [criterion] = (criteria as { readonly allOf: readonly [{ readonly query: string }] }).allOf
      assert.ok(criterion.query.includes(`tostring(entry['alert']) == '${rule?.id}'`))
      assert.match(JSON.stringify(actions), /"actionGroups":\[\{"of":\{"kind":"id-of"/)
    }
  })

  test('they are as ARM takes them', { skip: withoutArmTypes }, () => {
    const templates = PRINTERS.find((one) => one.name === 'arm')?.print(graphOf(built)) ?? []
    let seen = 0
    for (const { text } of templates) {
      const { resources } = JSON.parse(text) as { readonly resources: Record<string, { type: string }> }
      for (const one of Object.values(resources)) {
        if (!/scheduledQueryRules|workbooks/.test(one.type)) continue
        assert.deepEqual(armProblems(one), [])
        seen++
      }
    }
    assert.ok(seen > 10)
  })

  test('what the file turns off, or does not have, is not made; what it has is', () => {
    const names = named(
      graphOf({
        ...built,
        telemetry: { alerts: { rules: { 'breaker-open': { off: true, because: 'spillover is watched' } } } },
        storage: { counters: { redis: 'rediss://contoso.swedencentral.redis.azure.net:10000' } },
      }),
    )
    assert.ok(!names.includes('breaker-open'))
    assert.ok(names.includes('shared-counters-away'))
  })

  test('the severity is that of the file', () => {
    const of = (rules: object) =>
      ofType(graphOf({ ...built, telemetry: { alerts: { rules } } }), LOG_ALERT).map(({ body }) => {
        const { displayName, severity, evaluationFrequency } = body['properties'] as Body
        return [displayName, severity, evaluationFrequency]
      })
    const changed = of({ 'capacity-short': { severity: 'critical' } })
    const usual = of({})
    assert.deepEqual(
      changed.filter((one) => !usual.some((other) => JSON.stringify(other) === JSON.stringify(one))),
      [['Causeway: capacity-short', 1, 'PT5M']],
    )
  })

  test('where no gateway is built there is none, and on AKS the build says why there is none', () => {
    assert.deepEqual(named(graphOf(TO)), [])
    const graph = graphOf({ ...built, landing_zone: { ...TO.landing_zone, gateway: { runs_on: 'aks' } } })
    assert.deepEqual(named(graph), [])
    assert.match(graph.notes.join('\n'), /Alerts of the gateway on AKS reach Azure Monitor when/)
  })

  test('beside them a workbook of its dashboards, of the workspace', () => {
    const [workbook] = ofType(graphOf(built), 'Microsoft.Insights/workbooks')
    assert.ok(workbook !== undefined)
    const { serializedData, sourceId } = workbook.body['properties'] as {
      readonly serializedData: string
      readonly sourceId: unknown
    }
    assert.match(JSON.stringify(sourceId), /"kind":"id-of"/)
    assert.deepEqual(JSON.parse(serializedData), JSON.parse(azureWorkbook()))
  })
})

describe('the budget', () => {
  const budgetOf = (graph: ResourceGraph): Body | null => {
    const [budget] = ofType(graph, 'Microsoft.Consumption/budgets')
    return budget === undefined ? null : (budget.body['properties'] as Body)
  }
  const from = '2026-12-01'

  test('has the amount of the file, begins in its month, and tells at 50, 80 and 100 percent', () => {
    const budget = budgetOf(graphOf({ landing_zone: { ...TO.landing_zone, budget: { from, usd: 1_500.5 } } }))
    assert.equal(budget?.['amount'], 1_501)
    assert.deepEqual(budget['timePeriod'], { startDate: '2026-12-01T00:00:00Z' })
    assert.deepEqual(Object.keys(budget['notifications'] as Body), [
      'actual50',
      'actual80',
      'actual100',
      'forecast100',
    ])
  })

  test('or the sum of the topmost consumers that have one, by the month', () => {
    const consumers = {
      '/contoso': {},
      '/contoso/claims': { limits: { budget: { usd: 300, per: 'month' } } },
      '/contoso/claims/bot': { models: 'all', limits: { budget: { usd: 200, per: 'month' } } },
      '/contoso/sales': { models: 'all', limits: { budget: { usd: 600, per: 'quarter' } } },
      '/contoso/test': { models: 'all', limits: { budget: { usd: 5, per: 'day' } } },
    }
    const graph = graphOf({ consumers, landing_zone: { ...TO.landing_zone, budget: { from } } })
    assert.equal(budgetOf(graph)?.['amount'], 500)
  })

  test('what keeps it from being built is said', () => {
    for (const [sections, said] of [
      [{ operations: { budget_alerts: true } }, /month that it begins in: `landing_zone\.budget\.from`/],
      [{ landing_zone: { ...TO.landing_zone, budget: { from } } }, /neither `landing_zone\.budget\.usd`/],
      [{ landing_zone: { budget: { from, usd: 10 } } }, /nobody to tell: `landing_zone\.alerts\.to`/],
    ] as const) {
      const graph = graphOf(sections)
      assert.equal(budgetOf(graph), null)
      assert.match(graph.notes.join('\n'), said)
    }
    assert.doesNotMatch(graphOf(TO).notes.join('\n'), /budget/)
  })
})

describe('tags', () => {
  const tagsOf = (sections: object): unknown =>
    ofType(graphOf(sections), 'Microsoft.Resources/resourceGroups')[0]?.body['tags']
  const own = { workload: 'contoso-chat', environment: 'production', 'managed-by': 'causeway' }

  test('a cost center that all consumers share, and those of the file', () => {
    const one = { consumers: { '/contoso/bot': { models: 'all', cost_center: 'CC-1' } } }
    assert.deepEqual(tagsOf({}), own)
    assert.deepEqual(tagsOf(one), { ...own, 'cost-center': 'CC-1' })
    const two = { consumers: { ...one.consumers, '/contoso/web': { models: 'all', cost_center: 'CC-2' } } }
    assert.deepEqual(tagsOf(two), own)
    const named = { landing_zone: { tags: { 'Cost-Center': 'CC-9', owner: 'claims' } } }
    assert.deepEqual(tagsOf({ ...one, ...named }), { ...own, 'Cost-Center': 'CC-9', owner: 'claims' })
  })

  test('of an account, the cost center of those who alone may call it', () => {
    const deployed = (account: string) => ({
      deployments: [{ id: account, account, type: 'standard', tpm: '10k' }],
    })
    const models = { 'gpt-4.1': deployed('swedencentral'), 'gpt-4o': deployed('francecentral') }
    const consumers = {
      '/contoso/bot': { models: 'all', cost_center: 'CC-1' },
      '/contoso/web': { models: ['gpt-4o'], cost_center: 'CC-2' },
    }
    const centers = (sections: object) =>
      ofType(graphOf({ models, consumers, ...sections }), 'Microsoft.CognitiveServices/accounts').map(
        ({ body }) => (body['tags'] as Body)['cost-center'] ?? null,
      )
    assert.deepEqual(centers({}), ['CC-1', null])
    assert.deepEqual(centers({ landing_zone: { tags: { 'cost-center': 'CC-9' } } }), ['CC-9', 'CC-9'])
    const unknown = { ...consumers, '/contoso/new': { models: ['gpt-4.1'] } }
    assert.deepEqual(centers({ consumers: unknown }), [null, null])
  })
})
