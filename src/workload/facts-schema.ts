import * as z from 'zod'
import { geographySlug, QUOTA_TIERS } from '../azure/index.ts'
import { DEPLOYMENT_TYPES } from './plan.ts'
import { choice, isoDay, text } from './scalars.ts'

/**
 * The file with which a team puts rows of its own in place of facts about Azure that are shipped. Its columns are those
 * of the tables, as `causeway facts --rows TABLE` prints them.
 */
function origin(): z.ZodString {
  return z.string().min(1, { error: 'is empty' }).max(500, { error: 'is longer than 500 characters' })
}

function flag(): z.ZodBoolean {
  return z.boolean({ error: 'must be true or false' })
}

function amount(): z.ZodInt {
  const error = 'must be a whole number from 0 to 1000000000000'
  return z.int({ error }).min(0, { error }).max(1e12, { error })
}

function positive(): z.ZodNumber {
  const error = 'must be a number above 0 and at most 1000000'
  return z.number({ error }).gt(0, { error }).max(1e6, { error })
}

function usd(): z.ZodNumber {
  const error = 'must be an amount in USD, from 0 to 1000000'
  return z.number({ error }).min(0, { error }).max(1e6, { error })
}

function texts(): z.ZodArray<z.ZodString> {
  return z.array(text()).max(200, { error: 'has more than 200 entries' })
}

function deploymentType() {
  return choice(DEPLOYMENT_TYPES, 'a deployment type')
}

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function guid(): z.ZodString {
  return z.string().regex(GUID, { error: 'is not an id such as 5e0bd9bd-7b93-4f28-af87-19fc36ad61bd' })
}

const token = {
  input: usd().describe('USD for a million input tokens.'),
  cached_input: usd().nullable().default(null).describe('USD for a million cached input tokens.'),
  output: usd().nullable().default(null).describe('USD for a million output tokens.'),
}

/** Rows of a table: a whole row, or the key of one that is no fact with `remove: true`. */
function rows<Key extends z.ZodRawShape, Columns extends z.ZodRawShape>(
  key: Key,
  columns: Columns,
  about: string,
) {
  return z
    .array(
      z.discriminatedUnion(
        'remove',
        [
          z.strictObject({ ...key, ...columns, remove: z.literal(false).optional() }),
          z.strictObject({ ...key, remove: z.literal(true).describe('The row is no fact.') }),
        ],
        { error: 'must be true or false, if it is there at all' },
      ),
    )
    .max(10_000)
    .optional()
    .describe(about)
}

/** Rows of a table that the landing zone is built from: without one of them it could not be, so they are replaced. */
function lastingRows<Columns extends z.ZodRawShape>(columns: Columns, about: string) {
  const error = 'must be false: the landing zone may need the row, so put another in its place'
  return z
    .array(z.strictObject({ ...columns, remove: z.literal(false, { error }).optional() }))
    .max(10_000)
    .optional()
    .describe(about)
}

export const factsSchema = z
  .strictObject({
    source: origin().describe('Who says so: a page, a ticket, a price sheet.'),
    as_of: isoDay().describe('The day on which it was so.'),
    regions: rows(
      { name: text().describe('As ARM writes it: swedencentral.') },
      {
        display_name: text(),
        geography: text()
          .transform(geographySlug)
          .describe('As Microsoft names it; a residency may name it so.'),
        data_zone: choice(['eu', 'us'], 'a data zone').nullable().default(null),
        data_zone_deployments: choice(['eu', 'us', 'apac'], 'a data zone').nullable().default(null),
        paired_region: text().nullable().default(null),
        availability_zones: flag(),
        restricted: flag().default(false),
        open_ai_models: flag(),
      },
      'Public regions.',
    ),
    offers: rows(
      { model: text(), version: text(), type: deploymentType() },
      { regions: texts().describe('All regions that have the version as this type.') },
      'Where model versions are offered, by deployment type.',
    ),
    retirements: rows(
      { model: text(), version: text().nullable().describe('Null is every version.') },
      { retires_on: isoDay().nullable(), replacements: texts().default([]) },
      'When model versions retire.',
    ),
    quotas: rows(
      { model: text(), type: deploymentType(), tier: choice(QUOTA_TIERS, 'a quota tier') },
      {
        tokens_per_minute: amount().nullable(),
        requests_per_minute: amount().nullable().default(null),
      },
      'What a subscription may use of a model in one region, by quota tier.',
    ),
    model_limits: rows(
      { model: text(), version: text().nullable().describe('Null is every version.') },
      {
        context_tokens: amount().nullable().default(null),
        input_tokens: amount().nullable().default(null),
        output_tokens: amount().nullable().default(null),
      },
      'The most tokens of one call.',
    ),
    ptu_throughput: rows(
      { model: text() },
      {
        input_tokens_per_minute_per_ptu: positive(),
        output_weight: positive().nullable().default(null),
        long_context_unsupported: flag().default(false),
      },
      'What one PTU carries.',
    ),
    ptu_steps: rows(
      { model: text(), type: deploymentType() },
      { min: z.int().min(1).max(100_000), increment: z.int().min(1).max(100_000) },
      'The least PTU of a deployment and the steps above.',
    ),
    ptu_prices: rows(
      { type: deploymentType() },
      { usd_per_hour: usd() },
      'What a PTU costs by the hour. What you pay yourself belongs under chargeback.provisioned of the workload file.',
    ),
    prices: rows(
      { model: text(), version: text().nullable().default(null).describe('Null is every other version.') },
      {
        ...token,
        input_audio: usd().nullable().default(null),
        output_audio: usd().nullable().default(null),
        long_context: z
          .strictObject({ ...token, from_input_tokens: z.int().min(1).max(1e9) })
          .nullable()
          .default(null)
          .describe('The price of the whole request once its prompt has so many tokens.'),
        list_of: text().default('azure'),
        priced_as: text(),
        weak: flag().default(false),
      },
      'List prices in USD for a million tokens. What you pay yourself belongs under prices of the workload file.',
    ),
    resource_prices: rows(
      { type: text(), size: z.string().max(256).describe('The SKU as ARM names it; may be empty.') },
      { usd_per_month: usd(), per_use: text().nullable().default(null) },
      'What a resource costs a month by being there, in USD.',
    ),
    round_trips: rows(
      { from: text(), to: text() },
      { p50_ms: z.number().min(0).max(10_000) },
      'Median round trips between regions.',
    ),
    private_link: lastingRows(
      {
        resource_type: text(),
        group_id: text(),
        zones: texts().describe('All that one DNS zone group needs.'),
        verified: flag().default(true),
      },
      'Groups and DNS zones of private endpoints.',
    ),
    region_codes: rows({ region: text() }, { code: text() }, 'How DNS zones write a region.'),
    policies: lastingRows(
      {
        id: guid(),
        name: text(),
        category: text(),
        effects: texts(),
        default_effect: text().nullable().default(null),
        is_fixed: flag().default(false),
        needs: texts().default([]),
      },
      'Built-in definitions of Azure Policy.',
    ),
    roles: lastingRows({ name: text(), id: guid() }, 'Built-in roles.'),
  })
  .describe('Facts about Azure that stand in place of those that Causeway ships.')

export type FactsContent = z.output<typeof factsSchema>
