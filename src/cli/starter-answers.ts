import { type AzureFacts, QUOTA_TIERS } from '../azure/index.ts'
import { suggest } from '../base/index.ts'
import { DEPLOYMENT_TYPES } from '../workload/index.ts'
import { type AskedModel, parseModel, type StarterWish } from './starter-wish.ts'

/** What is wrong with an answer, and what would be right. */
export interface Problem {
  readonly message: string
  readonly hint: string | null
}

export interface Surroundings {
  readonly nowMs: number
  readonly facts: AzureFacts
  /** Name of the folder, for want of a better one. */
  readonly folder: string
}

export type QuestionName =
  | 'workload'
  | 'environment'
  | 'exposure'
  | 'residency'
  | 'near'
  | 'tier'
  | 'model'
  | 'capacity'
  | 'type'
  | 'regions'
  | 'consumer'
  | 'data'
  | 'regulated'
  | 'compliance'
  | 'platform'
  | 'management-groups'
  | 'on-premises'
  | 'cost-center'
  | 'owner'

/** Answers as they are written, lists with commas; what nobody answered is not there. */
export type Answers = ReadonlyMap<QuestionName, string>

export const ENVIRONMENTS = ['production', 'staging', 'development'] as const
export const EXPOSURES = ['corp', 'online'] as const
export const DATA = ['none', 'public', 'internal', 'confidential'] as const
export const PLATFORMS = ['azure-landing-zone', 'own'] as const
export const LINKS = ['none', 'expressroute', 'site-to-site-vpn', 'point-to-site-vpn'] as const
/** Stands in examples, and for a question that was not reached yet. */
export const EXAMPLE_MODEL = 'gpt-4.1'
export const DEFAULT_CAPACITY = '100k'
/** Of a list in a hint. */
const NAMED = 12

/** Of answers that are all there, and without a problem. */
export function wishOf(answers: Answers, facts: AzureFacts): StarterWish {
  const groups = answers.has('management-groups') ? partsOf(answers, 'management-groups') : []
  const [online, corp] = groups
  return {
    workload: answers.get('workload') ?? '',
    environment: choiceOf(answers, 'environment', ENVIRONMENTS) ?? 'production',
    exposure: choiceOf(answers, 'exposure', EXPOSURES) ?? 'corp',
    residency: answers.get('residency') ?? 'global',
    models: modelsOf(answers, facts),
    capacity: answers.get('capacity') ?? DEFAULT_CAPACITY,
    type: choiceOf(answers, 'type', DEPLOYMENT_TYPES),
    near: answers.get('near') ?? null,
    regions: partsOf(answers, 'regions'),
    tier: choiceOf(answers, 'tier', QUOTA_TIERS) ?? '1',
    consumer: answers.get('consumer') ?? '',
    costCenter: answers.get('cost-center') ?? null,
    knowledge: choiceOf(answers, 'data', DATA),
    isRegulated: answers.has('regulated') ? answers.get('regulated') === 'yes' : null,
    compliance: partsOf(answers, 'compliance'),
    platform: choiceOf(answers, 'platform', PLATFORMS),
    managementGroups: online === undefined || corp === undefined ? null : { online, corp },
    onPremises: choiceOf(answers, 'on-premises', LINKS),
    owner: answers.get('owner') ?? null,
  }
}

function choiceOf<Choice extends string>(
  answers: Answers,
  name: QuestionName,
  of: readonly Choice[],
): Choice | null {
  return of.find((choice) => choice === answers.get(name)) ?? null
}

function partsOf(answers: Answers, name: QuestionName): readonly string[] {
  return parts(answers.get(name) ?? '')
}

/** Of an answer that is a list. */
export function parts(answer: string): readonly string[] {
  return answer.split(',').flatMap((part) => part.trim() || [])
}

function modelsOf(answers: Answers, facts: AzureFacts): readonly [AskedModel, ...AskedModel[]] {
  const [first = { baseModel: EXAMPLE_MODEL, version: null }, ...rest] = parts(
    answers.get('model') ?? EXAMPLE_MODEL,
  ).flatMap((text) => parseModel(text, facts) ?? [])
  return [first, ...rest]
}

export function said(message: string | null): Problem | null {
  return message === null ? null : { message, hint: null }
}

export function oneOf(answer: string, known: readonly string[]): Problem | null {
  if (known.includes(answer)) return null
  const near = suggest(answer, known)
  const some = `${known.slice(0, NAMED).join(', ')}${known.length > NAMED ? ' and others' : ''}`
  return {
    message: 'is not known',
    hint: near === null ? `It is one of ${some}.` : `Did you mean ${near}?`,
  }
}
