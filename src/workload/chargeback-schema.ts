import * as z from 'zod'
import { DEPLOYMENT_TYPES } from './plan.ts'
import { IDLE_RULES, METER_CLASSES } from './plan-chargeback.ts'
import { choice, isoDay, modelName, name, text, usd, whole } from './scalars.ts'

/** The part of the workload file that says what tokens and provisioned throughput cost, and who pays. */
const PROVISIONED_TYPES = [
  'provisioned-managed',
  'global-provisioned-managed',
  'data-zone-provisioned-managed',
] as const

function positive(what: string, most: number) {
  const error = `must be ${what} above 0 and up to ${most}`
  return z.number({ error }).min(1e-9, { error }).max(most, { error })
}

export const price = z.strictObject({
  base_model: modelName().describe('The maker’s name of the model.'),
  type: choice(DEPLOYMENT_TYPES, 'a deployment type')
    .optional()
    .describe('Only for deployments of this type. For all types that are paid by token when left out.'),
  service_tier: choice(['priority', 'flex', 'batch'], 'a service tier with a price of its own')
    .optional()
    .describe(
      'Only for answers that the provider gave in this tier, by its own word. When left out, the price of all others; `flex` and `batch` then cost half of it, and `priority` is reported as unpriced.',
    ),
  input: usd().describe('USD per 1 million input tokens.'),
  cached_input: usd()
    .optional()
    .describe(
      'USD per 1 million input tokens that the provider had cached. The same as `input` when left out.',
    ),
  output: usd().optional().describe('USD per 1 million output tokens. 0 when left out.'),
  audio_input: usd().optional().describe('USD per 1 million audio tokens in.'),
  audio_output: usd().optional().describe('USD per 1 million audio tokens out.'),
  source: text().optional().describe('Where the price stands, such as a contract; statements repeat it.'),
  as_of: isoDay().optional().describe('The day of the price; statements repeat it.'),
})

const provisioned = z.strictObject({
  type: choice(PROVISIONED_TYPES, 'a provisioned deployment type').describe('Type of the deployments.'),
  base_model: modelName().optional().describe('Only for this base model. For all when left out.'),
  deployment: name().optional().describe('Only for this deployment. For all when left out.'),
  usd_per_hour: positive('USD for one PTU and hour', 10_000).describe(
    'USD for one PTU and one hour. For reserved units, what the reservation comes to by the hour.',
  ),
  source: text().optional().describe('Where the price stands; statements repeat it.'),
  as_of: isoDay().optional().describe('The day of the price; statements repeat it.'),
})

const unitChange = z.strictObject({
  deployment: name().describe('Id of a provisioned deployment of this file.'),
  from: isoDay().describe('From the beginning of this day, in UTC.'),
  ptu: whole(0, 1_000_000).describe('PTU that are paid from then on.'),
})

const meter = z.strictObject({
  meter: text().describe('`MeterName` of the cost export, exactly.'),
  base_model: modelName().optional().describe('The model that it measures. Any when left out, for PTU.'),
  type: choice(DEPLOYMENT_TYPES, 'a deployment type').optional().describe('The deployment type.'),
  of: choice(METER_CLASSES, 'what a meter measures').describe('What it measures.'),
})

export const chargeback = z.strictObject({
  currency: z
    .string({ error: 'is not a currency such as EUR' })
    .regex(/^[A-Z]{3}$/, { error: 'is not a currency such as EUR' })
    .prefault('USD')
    .describe('Currency of statements, by its three letters.'),
  conversion: z
    .strictObject({
      rate: positive('a rate', 1_000_000).describe('How much of the currency one USD is.'),
      as_of: isoDay().describe('The day of the rate.'),
      source: text().describe('Who says so; statements repeat it.'),
    })
    .optional()
    .describe('How USD become the currency. Required unless that is USD.'),
  idle: choice(IDLE_RULES, 'a rule for idle PTU')
    .prefault('pool')
    .describe(
      'Who carries provisioned throughput that nobody used: `pool`, one cost center; `proportional`, those who used the deployment in the month, by their use; `owner`, the cost center that `owners` names.',
    ),
  pool: text().prefault('unallocated').describe('Cost center that carries what nobody else does.'),
  unit_depth: whole(1, 6)
    .prefault(2)
    .describe('How many segments of a consumer’s path name its business unit: 2 for /contoso/claims.'),
  owners: z
    .record(name(), text())
    .prefault({})
    .describe('Cost center of a provisioned deployment’s owner, by the deployment’s id.'),
  provisioned: z
    .array(provisioned)
    .prefault([])
    .describe(
      'What a PTU costs by the hour. The list price of OpenAI’s models when left out, which reservations and contracts undercut; PTU of other models are then reported as unpriced.',
    ),
  unit_changes: z
    .array(unitChange)
    .prefault([])
    .describe(
      'When the PTU of a deployment changed, so that statements of earlier months stay right. A deployment without any has its `ptu` always; one with some has none before its first.',
    ),
  meters: z
    .array(meter)
    .prefault([])
    .describe('Meters of Azure’s bill whose names `causeway report reconcile` does not understand.'),
})

export type PriceDeclaration = z.output<typeof price>
export type ChargebackDeclaration = z.output<typeof chargeback>
