import type { Declaration, Model, Plan } from '../../workload/index.ts'
import type { Design } from '../estate.ts'
import { tunedModelOf } from '../parts/fine-tuned-plan.ts'
import type { PrintedFile } from '../printers/printer.ts'
import type { Resource, ResourceGraph } from '../resource-graph.ts'
import { BuiltResources, nameOf, regionOf } from './built-resources.ts'
import type { Loss, Recovery, Step } from './loss.ts'
import { RECOVERIES } from './recovery-steps.ts'

/** What to do when a region is lost: a page of the landing zone's own resources, and what the file promises. */
export function recoveryRunbook({ plan, declaration }: Design, graph: ResourceGraph): PrintedFile {
  const built = new BuiltResources(graph)
  const regions = networkRegions(graph)
  const sections = [
    `# When a region of ${plan.workload} is lost`,
    'Made by `causeway build` from the workload file; change that rather than this page.',
    targets(declaration),
    assets(plan, declaration, built, regions),
    onceAfterDeployment(graph, built),
    ...regions.map((region) =>
      lossOf(plan, {
        built,
        region,
        other: regions.find((one) => one !== region) ?? null,
        pair: plan.facts.regions.find(region)?.pairedRegion ?? null,
      }),
    ),
    wayBack(plan),
    drill(declaration, regions),
  ]
  return { path: 'RUNBOOK.md', text: `${sections.filter((section) => section !== '').join('\n\n')}\n` }
}

/** In the order of the stages: the file's first region first. */
function networkRegions({ stages }: ResourceGraph): readonly string[] {
  const regions = stages.flatMap(({ resources }) =>
    resources
      .filter(
        ({ type, symbol }) => type === 'Microsoft.Network/virtualNetworks' && symbol.startsWith('network'),
      )
      .map(({ body }) => body['location']),
  )
  return [...new Set(regions.filter((region) => typeof region === 'string'))]
}

function targets({ continuity }: Declaration): string {
  const { recovery_time: time, recovery_point: point, last_drill: drilled } = continuity ?? {}
  return `## What is promised

| what | \`continuity\` says |
| --- | --- |
| recovery time (RTO): until the workload answers again | ${time === undefined ? 'nothing' : wordsOf(time)} |
| recovery point (RPO): data that may be lost | ${point === undefined ? 'nothing' : wordsOf(point)} |
| last drill | ${drilled ?? 'none'} |`
}

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const

function wordsOf(durationMs: number): string {
  const unit = UNITS.find(([, ms]) => durationMs % ms === 0)
  return unit === undefined ? `${durationMs} ms` : `${durationMs / unit[1]} ${unit[0]}`
}

type Asset = NonNullable<NonNullable<Declaration['continuity']>['assets']>[string]

function assets(
  plan: Plan,
  { continuity, regions: named }: Declaration,
  built: BuiltResources,
  regions: readonly string[],
): string {
  const rows = Object.entries(continuity?.assets ?? {}).map(
    ([name, { kind, primary, replica, by, model }]) => {
      const from = primary ?? named?.primary ?? regions[0] ?? 'unknown'
      const tuned = tunedModelOf(plan, name, { kind, model })
      const copies = replica === undefined ? [] : copiesIn(built, replica, kind, tuned)
      const kept = copies.length === 0 ? 'nothing of the landing zone' : copies.map(keptIn).join(', ')
      return `| ${cell(name)} | ${kind} | ${from} | ${replica ?? 'none'} | ${cell(by ?? 'not said')} | ${kept} |`
    },
  )
  if (rows.length === 0) return ''
  const tuned = Object.entries(continuity?.assets ?? {}).filter(([, { kind }]) => kind === 'fine-tuned-model')
  return `## What could not be made again in time

| asset | kind | original | copy | made by | kept in |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}${tuned.map(([name, asset]) => fineTuned(plan, built, name, asset)).join('')}`
}

/** A replica of a registry has the name of its region, so the registry is in it; a deployment is in its account. */
function keptIn(resource: Resource): string {
  const names = [resource.parent ?? [], resource].flat().map(nameOf)
  return `\`${(resource.type === REPLICATION ? names : names.reverse()).join(' in ')}\``
}

const KEEPERS: Readonly<Record<string, readonly string[]>> = {
  'retrieval-data': [
    'Microsoft.Search/searchServices',
    'Microsoft.Storage/storageAccounts',
    'Microsoft.DBforPostgreSQL/flexibleServers',
  ],
  'training-data': ['Microsoft.Storage/storageAccounts'],
  'trained-model': ['Microsoft.ContainerRegistry/registries/replications'],
}

function copiesIn(
  built: BuiltResources,
  region: string,
  kind: string,
  tuned: Model | null,
): readonly Resource[] {
  if (tuned !== null) return built.deploymentsOf(tuned.baseModel).filter((one) => regionOf(one) === region)
  const kept = (KEEPERS[kind] ?? [])
    .flatMap((type) => built.ofType(type, region))
    .filter((resource) => resource.type === REPLICATION || built.isCopy(resource))
  return kind === 'trained-model' ? [...built.modelRegistriesOf(region), ...kept] : kept
}

/** A copy wherever it stands; of stores, only what was made as one. */
const REPLICATION = 'Microsoft.ContainerRegistry/registries/replications'

/** Azure deploys a fine-tuned model elsewhere from the account that holds it, and forgets what nobody calls. */
function fineTuned(plan: Plan, built: BuiltResources, name: string, asset: Asset): string {
  const { replica } = asset
  const account =
    replica === undefined ? undefined : built.ofType('Microsoft.CognitiveServices/accounts', replica)[0]
  if (account === undefined || replica === undefined)
    return `\n\nThe fine-tuned model ${name} has no account in the region of its copy: it cannot be deployed there.`
  const model = tunedModelOf(plan, name, asset)
  const [copy] = copiesIn(built, replica, asset.kind, model)
  const how =
    model !== null && copy !== undefined
      ? `

After each training of ${name}, write the id of the new model as \`models.${model.name}.base_model\`, build, and deploy. Step
\`41-fine-tuned-${replica}\` then takes it to \`${nameOf(copy)}\`, from the account that holds it. Azure deletes a deployment
of a fine-tuned model that nobody has called for 15 days (never the model): call \`${nameOf(copy)}\` once a week, or deploy the
step again. It is paid for by the hour.`
      : `

After each training of ${name}, deploy it beside the models of ${plan.workload} in ${replica}, from the account that holds it:

\`\`\`sh
az cognitiveservices account deployment create --resource-group ${built.groupOf(account)} --name ${nameOf(account)} \\
  --deployment-name NAME --model-format OpenAI --model-name ID_OF_THE_FINE_TUNED_MODEL --model-version 1 \\
  --model-source RESOURCE_ID_OF_THE_ACCOUNT_THAT_HOLDS_IT --sku-name GlobalStandard --sku-capacity 50
\`\`\``
  return `${how}

Import its training and validation files into \`${nameOf(account)}\`, too, so that it can be trained again there.`
}

/** What no template can do, because a name is known only when the other half is there. */
function onceAfterDeployment({ stages }: ResourceGraph, built: BuiltResources): string {
  const accounts = stages
    .flatMap(({ resources }) => resources)
    .filter(({ type }) => type === 'Microsoft.Storage/storageAccounts')
  const blocks = accounts.flatMap((account) => {
    const copy = built.copyOf(account)
    if (copy === null) return []
    const [from, to] = [nameOf(account), nameOf(copy)]
    const id = (one: Resource): string =>
      `"$(az storage account show --resource-group ${built.groupOf(one)} --name ${nameOf(one)} --query id --output tsv)"`
    return [
      `Replicate the blobs of \`${from}\` to \`${to}\`, each container by its name:

\`\`\`sh
az storage account or-policy create --resource-group ${built.groupOf(copy)} --account-name ${to} \\
  --source-account ${id(account)} --destination-account ${id(copy)} \\
  --source-container CONTAINER --destination-container CONTAINER
az storage account or-policy list --resource-group ${built.groupOf(copy)} --account-name ${to} --query "[0]" |
  az storage account or-policy create --resource-group ${built.groupOf(account)} --account-name ${from} --policy @-
\`\`\``,
    ]
  })
  return blocks.length === 0 ? '' : `## Once, after the first deployment\n\n${blocks.join('\n\n')}`
}

function lossOf(plan: Plan, loss: Loss): string {
  const { built, region, other } = loss
  const recoveries = Object.entries(RECOVERIES).flatMap(([type, recover]): readonly Recovery[] =>
    built
      .ofType(type, region)
      .filter((resource) => !built.isCopy(resource))
      .map((resource) => recover(resource, loss)),
  )
  const { goesOn, steps: modelSteps } = models(plan, loss)
  const byItself = [...goesOn, ...recoveries.flatMap(({ byItself: one }) => one ?? [])]
  const steps: readonly Step[] = [...modelSteps, ...recoveries.flatMap((recovery) => recovery.steps)]
  const where =
    other === null
      ? 'The landing zone has no other region: nothing goes on.'
      : `The workload goes on in ${other}.`
  return `## When ${region} is lost

${where}

By itself:

${byItself.length === 0 ? '- nothing' : byItself.map((one) => `- ${one}`).join('\n')}

By hand${steps.length === 0 ? ': nothing.' : `, in this order:\n\n${steps.map(stepText).join('\n')}`}`
}

function stepText({ what, commands }: Step, at: number): string {
  const marker = `${at + 1}. `
  const indent = ' '.repeat(marker.length)
  if (commands.length === 0) return `${marker}${what}`
  const lines = ['```sh', ...commands.flatMap((command) => command.split('\n')), '```']
  return [`${marker}${what}`, '', ...lines.map((line) => `${indent}${line}`), ''].join('\n')
}

/** Which models answer elsewhere: the gateway of another region turns to them without being told. */
function models(
  plan: Plan,
  { built, region }: Loss,
): { readonly goesOn: readonly string[]; readonly steps: readonly Step[] } {
  const goesOn: string[] = []
  const steps: Step[] = []
  for (const { name, baseModel, deployments } of plan.models.values()) {
    const placeOf = (account: string): string | null => plan.accounts.get(account)?.region ?? null
    const lost = deployments.filter(({ account }) => placeOf(account) === region)
    if (lost.length === 0) continue
    const left = deployments.filter(({ account }) => placeOf(account) !== region)
    const standby =
      left.length > 0 ? undefined : built.deploymentsOf(baseModel).find((one) => regionOf(one) !== region)
    if (standby !== undefined)
      steps.push({
        what: `${name} stands by as ${nameOf(standby)} in ${regionOf(standby)}: add it to \`models.${name}.deployments\` and load the file again.`,
        commands: [],
      })
    else if (left.length === 0)
      steps.push({
        what: `${name} stands nowhere else (${lost.map(({ id }) => id).join(', ')}): deploy it in another region, or let its clients ask another model.`,
        commands: [],
      })
    else
      goesOn.push(
        `${name} answers from ${left.map(({ id, account }) => `${id} in ${placeOf(account) ?? account}`).join(', ')}: the gateway there turns to it.`,
      )
  }
  return { goesOn, steps }
}

function wayBack({ workload }: Plan): string {
  return `## The way back

1. Deploy the landing zone of ${workload} again, which changes nothing that is as it should be.
2. Take away private endpoints whose names end in \`-moved\`, and their zone groups; deploying again writes the old names.
3. Fail storage accounts back once they are geo-redundant again, make replicas of what was promoted, and fill what stayed behind.
4. Note what took longer than promised, and the day as \`continuity.last_drill\`.`
}

function drill({ continuity }: Declaration, regions: readonly string[]): string {
  const { recovery_time: time, recovery_point: point } = continuity ?? {}
  const [first = ''] = regions
  return `## Drill

Twice a year, at least, in an environment that is built from the same file:

- [ ] Said to whom it concerns that ${first} is taken away, and until when.
- [ ] The way to ${first} closed: its subnets refuse everything, or its accounts are disabled.
- [ ] Time until the workload answered: ______ (promised: ${time === undefined ? 'nothing' : wordsOf(time)})
- [ ] Age of the newest data that was there: ______ (promised: ${point === undefined ? 'nothing' : wordsOf(point)})
- [ ] Every step above done as written; what did not work is mended.
- [ ] \`continuity.last_drill\` set to the day.`
}

/** Text of the file in a table. */
function cell(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|')
}
