import {
  type AzureFacts,
  daysSince,
  FACTS_AGE_LIMIT_DAYS,
  isBatchType,
  QUOTA_TIERS,
  remarksOnOwnRows,
} from '../../azure/index.ts'
import { formatCount, formatUsd, suggest } from '../../base/index.ts'
import {
  type Placement,
  type Placements,
  type PlacementWish,
  rankPlacements,
  type WantedCapacity,
} from '../../landing-zone/index.ts'
import { DEPLOYMENT_TYPES, residenciesIn } from '../../workload/index.ts'
import type { Command } from '../command.ts'
import { EXIT, WrongUse } from '../exit-code.ts'
import { FACTS_FLAG, givenFacts } from '../facts-files.ts'
import type { Given } from '../given.ts'
import { formatTable } from '../table.ts'
import { parseCapacity } from '../wanted-capacity.ts'

const TYPES = DEPLOYMENT_TYPES.filter((type) => !isBatchType(type))
const FORMATS = ['table', 'json'] as const

/** Of what is passed over, so many regions are named. */
const NAMED_REGIONS = 4

export const planRegions: Command = {
  name: 'plan regions',
  summary: 'Rank the regions and deployment types that could serve a model, and say why',
  usage:
    '--model NAME --capacity TPM|PTUptu [--residency ZONE] [--near REGION] [--type TYPE] [--version DATE] [--tier 1..6] [--top NUMBER] [--facts FILE] [--format table|json]',
  details: `First come places whose default quota carries the capacity, then near ones (steps of 10 ms), then the cheaper PTU,
then those with availability zones. Nothing is asked of Azure: offers, quotas, round trips and prices are Microsoft's
published tables, and the date of each stands below the answer. The exit code is 1 when no place is left.`,
  flags: {
    model: { kind: 'text', value: 'NAME', summary: 'The model as Azure names it, such as gpt-4.1' },
    capacity: {
      kind: 'text',
      value: 'TPM|PTUptu',
      summary: 'Tokens per minute such as 240k, or provisioned throughput such as 100ptu',
    },
    residency: {
      kind: 'text',
      value: 'ZONE',
      summary: 'Where calls may be processed: eu, us, a geography such as sweden, or global',
      default: 'global',
    },
    near: { kind: 'text', value: 'REGION', summary: 'The region that calls come from' },
    type: { kind: 'text', value: 'TYPE', summary: 'This deployment type alone, such as data-zone-standard' },
    version: { kind: 'text', value: 'DATE', summary: 'This version of the model alone' },
    tier: { kind: 'choice', of: QUOTA_TIERS, default: '1', summary: "The subscription's quota tier" },
    top: { kind: 'text', value: 'NUMBER', summary: 'Show so many places', default: '10' },
    facts: FACTS_FLAG,
    format: { kind: 'choice', of: FORMATS, default: 'table', summary: 'How to print' },
  },
  positionals: { least: 0, most: 0 },
  async run(given, environment) {
    const wish = wishOf(given, await givenFacts(given, environment), environment.clock.nowMs())
    const top = given.whole('top') ?? 0
    const found = rankPlacements(wish)
    const facts = factsUsed(wish)
    environment.stdout.write(
      given.requiredChoice('format', FORMATS) === 'json'
        ? `${JSON.stringify({ ...found, best: found.best.slice(0, top), places: found.best.length, facts, ownFacts: remarksOnOwnRows(wish.facts, wish.nowMs) }, null, 2)}\n`
        : asText(wish, found, top, facts),
    )
    return found.best.length > 0 ? EXIT.ok : EXIT.negative
  },
}

function wishOf(given: Given, facts: AzureFacts, nowMs: number): PlacementWish {
  const { offers, regions } = facts
  const asked = given.requiredText('model')
  const baseModel = offers.models.find((name) => name.toLowerCase() === asked.toLowerCase())
  if (baseModel === undefined) throw unknownName('model', asked, offers.models)
  const type = given.text('type')
  const version = given.text('version')
  const versions = DEPLOYMENT_TYPES.flatMap((one) => offers.of(baseModel, one).map((offer) => offer.version))
  if (version !== null && !versions.includes(version)) throw unknownName('version', version, versions)
  return {
    baseModel,
    version,
    capacity: capacityOf(given.requiredText('capacity')),
    residency: known('residency', given.requiredText('residency'), residenciesIn(facts)),
    near: given.text('near') === null ? null : known('near', given.requiredText('near'), regions.names),
    types: type === null ? null : [known('type', type, TYPES)],
    quotaTier: given.requiredChoice('tier', QUOTA_TIERS),
    nowMs,
    facts,
  }
}

function capacityOf(text: string): WantedCapacity {
  const capacity = parseCapacity(text)
  if (capacity === null)
    throw new WrongUse(
      `--capacity is neither tokens per minute nor PTU: ${text}`,
      'Write 240k, 2M or 100ptu.',
    )
  return capacity
}

function known<Name extends string>(flag: string, value: string, names: readonly Name[]): Name {
  const found = names.find((name) => name === value)
  if (found === undefined) throw unknownName(flag, value, names)
  return found
}

function unknownName(flag: string, value: string, names: readonly string[]): WrongUse {
  const near = suggest(value, names)
  return new WrongUse(
    `--${flag} is not known: ${value}`,
    near === null ? `Known are ${[...new Set(names)].join(', ')}.` : `Did you mean ${near}?`,
  )
}

interface FactUsed {
  readonly facts: string
  readonly asOf: string
  readonly ageDays: number
  readonly isStale: boolean
}

function factsUsed({ baseModel, capacity, types, near, quotaTier, nowMs, facts }: PlacementWish): FactUsed[] {
  const isProvisioned = capacity.kind === 'provisioned'
  const offers = (types ?? [isProvisioned ? 'provisioned-managed' : 'standard']).map(facts.offers.asOf)
  const used: (readonly [string, string | null | undefined])[] = [
    ['where models are offered', offers[0]],
    ['retirements of models', facts.retirements.asOf],
    isProvisioned ? ['sizes of PTU', facts.ptu.asOf] : ['quotas', facts.quotas.asOf(quotaTier)],
    ['round trips', near === null ? null : facts.roundTrips.asOf],
    ['prices of tokens', isProvisioned ? null : facts.prices.find(baseModel)?.asOf],
  ]
  return used.flatMap(([about, asOf]) => {
    if (asOf === null || asOf === undefined) return []
    const ageDays = daysSince(asOf, nowMs)
    return [{ facts: about, asOf, ageDays, isStale: ageDays > FACTS_AGE_LIMIT_DAYS }]
  })
}

function asText(
  wish: PlacementWish,
  { best, second, passedOver }: Placements,
  top: number,
  facts: readonly FactUsed[],
): string {
  const lines: string[] = []
  const first = best[0]
  if (first === undefined) {
    lines.push(`No region serves ${wish.baseModel} as asked.\n`)
  } else {
    lines.push(
      formatTable(
        [
          { title: '#', align: 'right' },
          { title: 'region' },
          { title: 'type' },
          { title: 'version' },
          { title: 'round trip', align: 'right' },
          { title: 'zones' },
          { title: 'cost', align: 'right' },
          { title: 'quota' },
        ],
        best
          .slice(0, top)
          .map((place, i) => [
            String(i + 1),
            `${place.region}${place.restricted ? ' (on request)' : ''}`,
            place.type,
            place.version,
            place.latencyMs === null ? '-' : `${place.latencyMs} ms`,
            place.availabilityZones ? 'yes' : 'no',
            costOf(place, wish),
            quotaOf(place),
          ]),
      ),
    )
    if (best.length > top) lines.push(`${best.length - top} more; --top shows them\n`)
    lines.push(`\nFirst choice: ${sentenceOf(first, wish.facts)}\n`)
    if (second !== null) lines.push(`Second region, for continuity: ${sentenceOf(second, wish.facts)}\n`)
  }
  if (passedOver.length > 0) lines.push('\nPassed over:\n')
  for (const { type, regions, reason } of passedOver) {
    const named = regions.slice(0, NAMED_REGIONS).join(', ')
    const more = regions.length > NAMED_REGIONS ? ` and ${regions.length - NAMED_REGIONS} more` : ''
    lines.push(`  ${type} in ${named}${more}: ${reason}\n`)
  }
  lines.push('\nFrom:\n')
  for (const { facts: name, asOf, ageDays, isStale } of facts) {
    lines.push(`  ${asOf}  ${name}${isStale ? ` (${ageDays} days old: Azure may have changed)` : ''}\n`)
  }
  for (const remark of remarksOnOwnRows(wish.facts, wish.nowMs)) lines.push(`  ${remark}\n`)
  return lines.join('')
}

function costOf({ ptu, nanoUsdPerMonth }: Placement, { baseModel, facts }: PlacementWish): string {
  if (ptu !== null) {
    const cost = nanoUsdPerMonth === null ? 'no price known' : `${formatUsd(nanoUsdPerMonth)}/month`
    return `${formatCount(ptu)} PTU, ${cost}`
  }
  const price = facts.prices.find(baseModel)?.price
  if (price === undefined) return 'no price known'
  const perMillion = (picoUsd: number) => (picoUsd / 1e6).toFixed(2)
  return `$${perMillion(price.inputPicoUsd)} in, $${perMillion(price.outputPicoUsd)} out per 1M`
}

function quotaOf({ quota }: Placement): string {
  switch (quota.kind) {
    case 'enough':
      return `${formatCount(quota.tokensPerMinute)} tokens/min by default`
    case 'short':
      return `only ${formatCount(quota.tokensPerMinute)} tokens/min by default: ask for more, or use ${quota.regionsNeeded} regions`
    case 'unknown':
      return 'not published'
    case 'on-request':
      return 'on request; capacity is not promised'
  }
}

function sentenceOf(
  { region, type, processing, pairedRegion, retiresOn }: Placement,
  { regions }: AzureFacts,
): string {
  const geography = regions.find(region)?.displayName ?? region
  const pair = pairedRegion === null ? '' : `; Azure pairs it with ${pairedRegion}`
  const end = retiresOn === null ? '' : `; the version retires on ${retiresOn}`
  return `${type} in ${geography} (${region}): ${processing}${pair}${end}`
}
