import { lineId } from './statement-lines.ts'
import type { Statement, StatementLine } from './statement.ts'

/**
 * A statement's lines as columns of FOCUS, the FinOps Open Cost and Usage Specification, version 1.2
 * (focus.finops.org/focus-specification/v1-2): all that it makes mandatory, those of its others that mean something
 * here, and our own under the prefix `x_`, as it rules. docs/chargeback.md says what each holds.
 */
export type ColumnValue =
  | { readonly kind: 'text'; readonly of: (line: StatementLine, statement: Statement) => string | null }
  /** Billionths of the billing currency, or of a USD. */
  | { readonly kind: 'money'; readonly of: (line: StatementLine, statement: Statement) => bigint }
  | { readonly kind: 'number'; readonly of: (line: StatementLine, statement: Statement) => number | null }
  | { readonly kind: 'moment'; readonly of: (line: StatementLine, statement: Statement) => number }

export interface StatementColumn {
  readonly name: string
  readonly value: ColumnValue
  /** Whose lines all have the same in it: those of the statement, or those of a group of attempts. */
  readonly sameIn: 'statement' | 'group' | null
}

type Of<Kind extends ColumnValue['kind']> = Extract<ColumnValue, { kind: Kind }>['of']

const text = (name: string, of: Of<'text'>): StatementColumn => ({
  name,
  value: { kind: 'text', of },
  sameIn: null,
})
const money = (name: string, of: Of<'money'>): StatementColumn => ({
  name,
  value: { kind: 'money', of },
  sameIn: null,
})
const number = (name: string, of: Of<'number'>): StatementColumn => ({
  name,
  value: { kind: 'number', of },
  sameIn: null,
})
const moment = (name: string, of: Of<'moment'>): StatementColumn => ({
  name,
  value: { kind: 'moment', of },
  sameIn: null,
})
const same = (column: StatementColumn): StatementColumn => ({ ...column, sameIn: 'statement' })
const ofGroup = (column: StatementColumn): StatementColumn => ({ ...column, sameIn: 'group' })

const TOKENS_PER_PRICING_UNIT = 1_000_000
const isTokens = ({ kind }: StatementLine): boolean => kind === 'tokens'
const pricingQuantity = (line: StatementLine): number =>
  isTokens(line) ? line.quantity / TOKENS_PER_PRICING_UNIT : line.quantity
const pricingUnit = (line: StatementLine): string => (isTokens(line) ? '1M Tokens' : 'PTU-Hours')

/** In the billing currency, half up; lines of a sum are shared out beforehand, these are not summed. */
function converted(nanoUsd: bigint, { conversion }: Statement): bigint {
  return conversion === null
    ? nanoUsd
    : (nanoUsd * BigInt(conversion.nanoPerUsd) + 500_000_000n) / 1_000_000_000n
}

function listCost(line: StatementLine, statement: Statement): bigint {
  return line.listNanoUsd === null ? line.amount : converted(line.listNanoUsd, statement)
}

function unitPrice(amount: bigint, line: StatementLine): number | null {
  const quantity = pricingQuantity(line)
  return quantity === 0 || !line.isPriced ? null : Number((Number(amount) / 1e9 / quantity).toPrecision(12))
}

const DESCRIPTIONS: Readonly<Record<StatementLine['kind'], string>> = {
  tokens: 'tokens',
  provisioned: 'provisioned throughput, by use',
  idle: 'provisioned throughput, idle',
}

function description(line: StatementLine): string {
  const what = isTokens(line) ? `${line.meter} tokens` : DESCRIPTIONS[line.kind]
  const why = line.outcome === null || line.outcome === 'answered' ? '' : `, ${line.outcome}`
  return `${line.baseModel} ${what} on ${line.deployment}${line.isSpilled ? ', spilled' : ''}${why}`
}

export const STATEMENT_COLUMNS: readonly StatementColumn[] = [
  money('BilledCost', (line) => line.amount),
  same(text('BillingAccountId', (_, { workload }) => workload)),
  same(text('BillingAccountName', (_, { workload }) => workload)),
  same(text('BillingCurrency', (_, { currency }) => currency)),
  same(moment('BillingPeriodEnd', (_, { periodEndMs }) => periodEndMs)),
  same(moment('BillingPeriodStart', (_, { fromMs }) => fromMs)),
  ofGroup(text('CapacityReservationId', (line) => (isTokens(line) ? null : line.deployment))),
  ofGroup(
    text('CapacityReservationStatus', ({ kind }) =>
      kind === 'tokens' ? null : kind === 'idle' ? 'Unused' : 'Used',
    ),
  ),
  same(text('ChargeCategory', () => 'Usage')),
  same(text('ChargeClass', () => null)),
  text('ChargeDescription', description),
  same(text('ChargeFrequency', () => 'Usage-Based')),
  same(moment('ChargePeriodEnd', (_, { toMs }) => toMs)),
  same(moment('ChargePeriodStart', (_, { fromMs }) => fromMs)),
  number('ConsumedQuantity', ({ quantity }) => quantity),
  ofGroup(text('ConsumedUnit', (line) => (isTokens(line) ? 'Tokens' : 'PTU-Hours'))),
  money('ContractedCost', (line) => line.amount),
  number('ContractedUnitPrice', (line) => unitPrice(line.amount, line)),
  money('EffectiveCost', (line) => line.amount),
  same(text('InvoiceId', () => null)),
  same(text('InvoiceIssuerName', () => 'Microsoft')),
  money('ListCost', listCost),
  number('ListUnitPrice', (line, statement) => unitPrice(listCost(line, statement), line)),
  same(text('PricingCategory', () => 'Standard')),
  same(text('PricingCurrency', () => 'USD')),
  number('PricingQuantity', pricingQuantity),
  ofGroup(text('PricingUnit', pricingUnit)),
  same(text('ProviderName', () => 'Microsoft')),
  same(text('PublisherName', () => 'Microsoft')),
  ofGroup(text('RegionId', ({ region }) => region)),
  ofGroup(text('RegionName', ({ region }) => region)),
  ofGroup(text('ResourceId', ({ account, deployment }) => `${account}/${deployment}`)),
  ofGroup(text('ResourceName', ({ deployment }) => deployment)),
  same(text('ResourceType', () => 'Model deployment')),
  same(text('ServiceCategory', () => 'AI and Machine Learning')),
  same(text('ServiceName', () => 'Azure OpenAI')),
  same(text('ServiceSubcategory', () => 'Generative AI')),
  ofGroup(
    text('SkuId', ({ baseModel, deploymentType }) => `${baseModel} ${deploymentType ?? 'outside Azure'}`),
  ),
  text('SkuMeter', ({ meter }) => meter),
  same(text('SkuPriceId', () => null)),
  ofGroup(text('SubAccountId', ({ costCenter }) => costCenter)),
  ofGroup(text('SubAccountName', ({ costCenter }) => costCenter)),
  same(text('SubAccountType', () => 'Cost center')),
  ofGroup(
    text('Tags', ({ consumer, businessUnit }) =>
      JSON.stringify({
        ...(businessUnit !== null && { businessUnit }),
        ...(consumer !== null && { consumer }),
      }),
    ),
  ),
  text('x_LineId', lineId),
  ofGroup(text('x_Kind', ({ kind }) => kind)),
  ofGroup(text('x_BusinessUnit', ({ businessUnit }) => businessUnit)),
  ofGroup(text('x_Consumer', ({ consumer }) => consumer)),
  ofGroup(text('x_Model', ({ model }) => model)),
  ofGroup(text('x_BaseModel', ({ baseModel }) => baseModel)),
  ofGroup(text('x_AskedModel', ({ asked }) => asked)),
  ofGroup(text('x_DeploymentType', ({ deploymentType }) => deploymentType)),
  ofGroup(text('x_Outcome', ({ outcome }) => outcome)),
  ofGroup(text('x_Spilled', ({ isSpilled }) => (isSpilled ? 'true' : 'false'))),
  ofGroup(text('x_ServiceTier', ({ serviceTier }) => serviceTier)),
  ofGroup(text('x_Priced', ({ isPriced }) => (isPriced ? 'true' : 'false'))),
  ofGroup(number('x_Attempts', ({ attempts }) => attempts)),
  number('x_EstimatedTokens', ({ estimatedTokens }) => estimatedTokens),
  money('x_CacheSavings', (line, statement) => converted(line.cacheSavedNanoUsd, statement)),
  money('x_TierSavings', (line, statement) => converted(line.tierSavedNanoUsd, statement)),
  money('x_CostUsd', ({ nanoUsd }) => nanoUsd),
]
