import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { SHIPPED_FACTS } from '../azure/index.ts'
import { loadDesign } from '../workload/index.ts'
import { buildGraph, deployFiles, PRINTERS, type ResourceGraph, type Stage } from './index.ts'
import { WANTED_POLICIES } from './parts/policy-sets.ts'
import { type Body, idOf, propertyOf, roleDefinition, userAssigned } from './resource-graph.ts'

function graphOf(sections: object): ResourceGraph {
  const text = JSON.stringify({
    workload: 'contoso-chat',
    exposure: 'corp',
    environment: 'production',
    accounts: {
      swc: { provider: 'azure-openai', region: 'swedencentral', endpoint: 'env:E', auth: 'managed-identity' },
    },
    models: {
      'gpt-4.1': { deployments: [{ id: 'one', account: 'swc', type: 'standard', tpm: '10k' }] },
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

const GROUPS = { management_groups: { online: 'contoso-online', corp: 'contoso-corp' } }
const stageOf = ({ stages }: ResourceGraph, name: string): Stage =>
  stages.find((stage) => stage.name === name) ?? assert.fail(`no stage ${name}`)
const policyStagesOf = ({ stages }: ResourceGraph): readonly Stage[] =>
  stages.filter(({ name }) => name.startsWith('05-policies'))

interface Assigned {
  readonly effect: string | null
  readonly mode: string
  readonly more: Body
}

function assigned(stage: Stage): ReadonlyMap<string, Assigned> {
  return new Map(
    stage.resources.map(({ name, body }) => {
      const { parameters, enforcementMode } = body['properties'] as {
        readonly parameters?: Body
        readonly enforcementMode: string
      }
      const { effect, ...more } = parameters ?? {}
      const value = (effect as { readonly value: string } | undefined)?.value ?? null
      return [
        (typeof name === 'string' ? name : '').replace(/^contoso-chat-/, ''),
        { effect: value, mode: enforcementMode, more },
      ] as const
    }),
  )
}

function policyOf(sections: object, name: string): Assigned | undefined {
  const [stage] = policyStagesOf(graphOf(sections))
  return stage === undefined ? undefined : assigned(stage).get(name)
}

describe('policies', () => {
  test('each has a name that a management group takes, and a definition that the table has', () => {
    const names = WANTED_POLICIES.map(({ name }) => name)
    assert.equal(new Set(names).size, names.length)
    for (const { name, policy, parameters } of WANTED_POLICIES) {
      assert.ok(name.length <= 24, name)
      const definition = SHIPPED_FACTS.policies.find(policy) ?? assert.fail(policy)
      assert.ok(!definition.name.startsWith('[Deprecated]'), definition.name)
      // What an assignment has to give is given.
      assert.ok(definition.needs.length === 0 || parameters !== undefined, definition.name)
    }
  })

  test('where the file says nothing, they report on the subscription', () => {
    const [stage, ...more] = policyStagesOf(graphOf({}))
    assert.ok(stage !== undefined && more.length === 0)
    assert.equal(stage.scope.kind, 'subscription')
    for (const { effect, mode } of assigned(stage).values())
      assert.ok(
        effect?.startsWith('Audit') ?? (mode === 'DoNotEnforce' || mode === 'Default'),
        effect ?? mode,
      )
  })

  test('sets of the file alone are assigned', () => {
    const [stage] = policyStagesOf(graphOf({ governance: { policies: ['ai-services'] } }))
    assert.ok(stage !== undefined)
    assert.ok([...assigned(stage).keys()].every((name) => name.startsWith('ai-')))
    assert.deepEqual(policyStagesOf(graphOf({ governance: { policies: [] } })), [])
  })

  describe('that write DNS records', () => {
    const STORES = { docs: { kind: 'storage', region: 'swedencentral' } }
    const policies = ['private-dns-zones']
    const graph = graphOf({ governance: { policies }, data: { stores: STORES } })
    const bodyOf = (from: ResourceGraph, name: string): Body =>
      stageOf(from, '68-dns-policies').resources.find((one) => one.name === `contoso-chat-${name}`)?.body ??
      assert.fail(`no policy ${name}`)
    const propertiesOf = (from: ResourceGraph, name: string) =>
      bodyOf(from, name)['properties'] as { readonly parameters: Body; readonly enforcementMode: string }

    test('are assigned for what has private endpoints, after all of it, with the zones that are built', () => {
      assert.deepEqual(policyStagesOf(graph), [])
      const names = graph.stages.map(({ name }) => name)
      assert.ok(names.indexOf('68-dns-policies') > names.indexOf('40-models-swedencentral'))
      const zones = stageOf(graph, '30-private-dns').resources
      const zone = zones.find(({ name }) => name === 'privatelink.blob.core.windows.net') ?? assert.fail()
      const { privateDnsZoneId } = propertiesOf(graph, 'dns-blob').parameters as Record<string, Body>
      assert.deepEqual(privateDnsZoneId, { value: idOf(zone) })
      assert.equal(
        stageOf(graph, '68-dns-policies').resources.filter(({ name }) => name === 'contoso-chat-dns-ml')
          .length,
        0,
      )
      assert.ok(!graphOf({}).stages.some(({ name }) => name === '68-dns-policies'))
    })

    test('know all three zones of an account, by a definition of their own, which comes before', () => {
      const { resources } = stageOf(graph, '68-dns-policies')
      const definition = resources.find(({ symbol }) => symbol === 'zoneGroupPolicy') ?? assert.fail()
      const { parameters, policyDefinitionId } = bodyOf(graph, 'dns-ai-services')['properties'] as Body
      assert.deepEqual(policyDefinitionId, idOf(definition))
      const { resourceType, groupId, privateDnsZoneConfigs } = parameters as Record<string, Body>
      assert.deepEqual(
        [resourceType?.['value'], groupId?.['value']],
        ['Microsoft.CognitiveServices/accounts', 'account'],
      )
      const configs = privateDnsZoneConfigs?.['value'] as readonly Body[]
      assert.deepEqual(
        configs.map(({ name }) => name),
        [
          'privatelink-cognitiveservices-azure-com',
          'privatelink-openai-azure-com',
          'privatelink-services-ai-azure-com',
        ],
      )
      // As JSON for Azure Policy: an expression must not be taken for one of the template that it comes in.
      const arm = PRINTERS.find(({ name }) => name === 'arm')?.print(graph) ?? []
      const template = arm.find(({ path }) => path.endsWith('68-dns-policies.json'))?.text ?? assert.fail()
      assert.match(template, /"effect": "\[\[parameters\('effect'\)\]"/)
      assert.equal(template.includes('"copy"'), false)
    })

    test('act as an identity of their own, which has the role that the definitions name', () => {
      const identity =
        stageOf(graph, '10-operations').resources.find(({ symbol }) => symbol === 'dnsPolicyIdentity') ??
        assert.fail('no identity')
      assert.deepEqual(bodyOf(graph, 'dns-blob')['identity'], userAssigned(identity))
      assert.equal(bodyOf(graph, 'dns-blob')['location'], 'swedencentral')
      const [role] = stageOf(graph, '68-dns-policies').resources
      const { roleDefinitionId, principalId } = (role ?? assert.fail('no role')).body['properties'] as Body
      assert.deepEqual(roleDefinitionId, roleDefinition('4d97b98b-1d4f-4787-a291-c67834d212e7'))
      assert.deepEqual(principalId, propertyOf(identity, 'principalId'))
    })

    test('write nothing until their set denies', () => {
      assert.equal(propertiesOf(graph, 'dns-blob').enforcementMode, 'DoNotEnforce')
      const enforced = graphOf({ governance: { policies, enforcement: 'enforced' } })
      const { enforcementMode, parameters } = propertiesOf(enforced, 'dns-ai-services')
      assert.equal(enforcementMode, 'Default')
      assert.deepEqual(parameters['effect'], { value: 'DeployIfNotExists' })
    })

    test("take the platform's zones, whose owner is told which role the identity needs there", () => {
      const zones = '/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/rg-dns'
      const landing_zone = { existing: { private_dns_zones: zones } }
      const given = graphOf({ governance: { policies }, data: { stores: STORES }, landing_zone })
      assert.deepEqual(propertiesOf(given, 'dns-blob').parameters['privateDnsZoneId'], {
        value: `${zones}/providers/Microsoft.Network/privateDnsZones/privatelink.blob.core.windows.net`,
      })
      assert.match(given.notes.join('\n'), /needs the role Private DNS Zone Contributor on .+\/rg-dns /)
    })
  })

  test('audit first, then deny: for all sets, or for one', () => {
    const governance = { policies: ['ai-services', 'deny-public-access'] }
    const name = 'ai-no-keys'
    assert.equal(policyOf({ governance }, name)?.effect, 'Audit')
    assert.equal(policyOf({ governance: { ...governance, enforcement: 'enforced' } }, name)?.effect, 'Deny')
    const one = { governance, landing_zone: { policies: { 'ai-services': { effect: 'deny' } } } }
    assert.equal(policyOf(one, name)?.effect, 'Deny')
    assert.equal(policyOf(one, 'storage-no-public-access')?.effect, 'Audit')
    const off = { governance, landing_zone: { policies: { 'ai-services': { effect: 'disabled' } } } }
    assert.equal(policyOf(off, name)?.effect, 'Disabled')
  })

  test('a definition that cannot deny reports even where its set denies', () => {
    const sections = { governance: { policies: ['ai-services'], enforcement: 'enforced' } }
    assert.deepEqual(policyOf(sections, 'ai-logs'), { effect: 'AuditIfNotExists', mode: 'Default', more: {} })
  })

  test('one that can only deny is enforced where its set denies, and not before', () => {
    const governance = { policies: ['deny-public-access'] }
    const name = 'nic-no-public-ip'
    assert.equal(policyOf({ governance }, name)?.mode, 'DoNotEnforce')
    const denies = { governance: { ...governance, enforcement: 'enforced' } }
    assert.deepEqual(policyOf(denies, name), { effect: null, mode: 'Default', more: {} })
    const off = { ...denies, landing_zone: { policies: { 'deny-public-access': { enforced: false } } } }
    assert.equal(policyOf(off, name)?.mode, 'DoNotEnforce')
  })

  test('one of two sets acts as the stricter of them says', () => {
    const sections = {
      governance: { policies: ['ai-search', 'deny-public-access'] },
      landing_zone: { policies: { 'deny-public-access': { effect: 'deny' } } },
    }
    assert.equal(policyOf(sections, 'search-no-public-access')?.effect, 'Deny')
    assert.equal(policyOf(sections, 'search-no-keys')?.effect, 'Audit')
  })

  test('what an assignment has to give is given, and without it there is none', () => {
    assert.deepEqual(policyOf({}, 'appgw-waf-prevention')?.more, { modeRequirement: { value: 'Prevention' } })
    assert.equal(policyOf({}, 'networks-in-ddos-plan'), undefined)
    const plan =
      '/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/rg/providers/Microsoft.Network/ddosProtectionPlans/ddos'
    assert.deepEqual(
      policyOf({ landing_zone: { existing: { ddos_plan: plan } } }, 'networks-in-ddos-plan')?.more,
      {
        ddosPlan: { value: plan },
      },
    )
  })
})

describe('management groups', () => {
  const made = graphOf({ governance: GROUPS, landing_zone: { management_groups: { parent: 'contoso' } } })

  test('both are made below the parent, and the subscription is moved under the one of its exposure', () => {
    const { scope, resources } = stageOf(made, '00-management-groups')
    assert.deepEqual(scope, {
      kind: 'management-group',
      managementGroup: 'contoso',
      location: 'swedencentral',
    })
    assert.deepEqual(
      resources.map(({ name, parent, body }) => [
        typeof name === 'string' ? name : 'the subscription',
        parent?.name ?? null,
        JSON.stringify(body).includes('/providers/Microsoft.Management/managementGroups/contoso"'),
      ]),
      [
        ['contoso-online', null, true],
        ['contoso-corp', null, true],
        ['the subscription', 'contoso-corp', false],
      ],
    )
  })

  test('without a parent they are made below the root of the tenant', () => {
    const graph = graphOf({ landing_zone: { management_groups: {} } })
    assert.equal(stageOf(graph, '00-management-groups').scope.kind, 'tenant')
    assert.doesNotMatch(JSON.stringify(stageOf(graph, '00-management-groups').resources[0]?.body), /parent/)
  })

  test('policies are assigned to each group; public access is refused to internal workloads alone', () => {
    const [online, corp] = policyStagesOf(made)
    assert.ok(online !== undefined && corp !== undefined)
    assert.deepEqual([online.name, corp.name], ['05-policies-online', '05-policies-corp'])
    assert.ok(assigned(corp).has('nic-no-public-ip') && !assigned(online).has('nic-no-public-ip'))
    assert.ok(assigned(online).has('ai-no-keys') && assigned(corp).has('ai-no-keys'))
  })

  test('one that is there gets the policies, and the platform is told to put the subscription under it', () => {
    const graph = graphOf({ landing_zone: { existing: { management_group: 'platform-corp' } } })
    assert.ok(!graph.stages.some(({ name }) => name === '00-management-groups'))
    assert.deepEqual(
      policyStagesOf(graph).map(({ scope }) =>
        scope.kind === 'management-group' ? scope.managementGroup : '',
      ),
      ['platform-corp'],
    )
    assert.match(graph.notes.join('\n'), /az account management-group subscription add --name platform-corp /)
  })

  test('the scripts deploy to them, and hand over the subscription; the page names the rights', () => {
    const files = new Map(deployFiles(made, PRINTERS).map(({ path, text }) => [path, text]))
    const script = files.get('bicep/deploy.sh') ?? ''
    assert.match(script, /^subscription=\$\(az account show --query id --output tsv\)$/m)
    assert.match(
      script,
      /^step 00-management-groups az deployment mg create --management-group-id contoso --location swedencentral .*--parameters subscriptionId="\$subscription"$/m,
    )
    assert.match(
      script,
      /^step 05-policies-corp az deployment mg create --management-group-id contoso-corp /m,
    )
    const page = files.get('README.md') ?? ''
    for (const right of [
      'Management Group Contributor** on the management group contoso,',
      'Resource Policy Contributor** on the management group contoso-corp,',
      'Owner** on the subscription,',
    ])
      assert.ok(page.includes(right), right)
    assert.doesNotMatch(page, /Resource Policy Contributor\*\* on the subscription/)
    assert.doesNotMatch(files.get('README.md') ?? '', /undefined/)
  })
})
