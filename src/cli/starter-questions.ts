import { type AzureFacts, findDeploymentType, MAX_PTU_PER_DEPLOYMENT, QUOTA_TIERS } from '../azure/index.ts'
import { suggest } from '../base/index.ts'
import { isMakerKnown, type RegionsProposal } from '../landing-zone/index.ts'
import {
  consumerPathProblem,
  DEPLOYMENT_TYPES,
  REGIMES,
  type Residency,
  residenciesIn,
  taskOfModel,
  textProblem,
  workloadNameProblem,
} from '../workload/index.ts'
import {
  type AskedModel,
  parseModel,
  proposalFor,
  reasonOf,
  STARTER_TYPES,
  type StarterWish,
} from './starter-wish.ts'
import { parseCapacity } from './wanted-capacity.ts'

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

/** A question of `causeway init`: a flag answers it, or somebody at a terminal. */
export interface Question {
  readonly name: QuestionName
  readonly text: string
  /**
   * `assumed`: there is a sensible answer, which `--yes` takes. `known`: none but the asked can know, and no answer
   * leaves it to be decided in the file. `refined`: by flag alone.
   */
  readonly kind: 'assumed' | 'known' | 'refined'
  proposed?(this: void, answers: Answers, surroundings: Surroundings): string | null
  problem(this: void, answer: string, answers: Answers, surroundings: Surroundings): Problem | null
}

const ENVIRONMENTS = ['production', 'staging', 'development'] as const
const EXPOSURES = ['corp', 'online'] as const
const DATA = ['none', 'public', 'internal', 'confidential'] as const
const PLATFORMS = ['azure-landing-zone', 'own'] as const
const LINKS = ['none', 'expressroute', 'site-to-site-vpn', 'point-to-site-vpn'] as const
const YES_OR_NO = ['yes', 'no'] as const
/** Stands in an example, and for a question that was not reached yet. */
const EXAMPLE_MODEL = 'gpt-4.1'
const GENERAL_MODEL = /^gpt-\d+(?:\.\d+)?(?:-[a-z]+)?$/
/** After every day. */
const NEVER = '9999-12-31'
const DEFAULT_CAPACITY = '100k'
const MAX_REGIONS = 2
const MAX_MODELS = 16
/** Of a list in a hint. */
const NAMED = 12

export const QUESTIONS: readonly Question[] = [
  {
    name: 'workload',
    text: 'Name of the workload',
    kind: 'assumed',
    proposed: (_answers, { folder }) => (workloadNameProblem(folder) === null ? folder : 'assistant'),
    problem: (answer) => said(workloadNameProblem(answer)),
  },
  {
    name: 'environment',
    text: 'What it is for: production, staging or development',
    kind: 'assumed',
    proposed: () => 'production',
    problem: (answer) => oneOf(answer, ENVIRONMENTS),
  },
  {
    name: 'exposure',
    text: 'Who reaches it: corp (from the inside only) or online (from the internet)',
    kind: 'assumed',
    proposed: () => 'corp',
    problem: (answer) => oneOf(answer, EXPOSURES),
  },
  {
    name: 'residency',
    text: 'Where prompts may be processed: global, eu, us, or a geography such as sweden',
    kind: 'assumed',
    proposed: () => 'global',
    problem: (answer, _answers, { facts }) => oneOf(answer, residenciesIn(facts)),
  },
  {
    name: 'near',
    text: 'Azure region that calls come from',
    kind: 'known',
    problem: (answer, _answers, { facts }) => oneOf(answer, facts.regions.names),
  },
  {
    name: 'tier',
    text: 'Quota tier of the subscription',
    kind: 'refined',
    problem: (answer) => oneOf(answer, QUOTA_TIERS),
  },
  {
    name: 'type',
    text: 'Deployment type',
    kind: 'refined',
    problem: (answer) => oneOf(answer, STARTER_TYPES),
  },
  {
    name: 'model',
    text: 'Models, with commas; the first is the main one',
    kind: 'assumed',
    proposed: proposedModel,
    problem: modelsProblem,
  },
  {
    name: 'capacity',
    text: 'How much of each: tokens per minute such as 240k, or provisioned throughput such as 100ptu',
    kind: 'assumed',
    proposed: (answers) => (isProvisioned(answers) ? '100ptu' : DEFAULT_CAPACITY),
    problem: capacityProblem,
  },
  {
    name: 'regions',
    text: 'Regions, the primary one first',
    kind: 'assumed',
    proposed(answers, surroundings) {
      const proposal = proposed(answers, surroundings)
      return proposal.kind === 'regions' ? regionsText(proposal) : null
    },
    problem: regionsProblem,
  },
  {
    name: 'consumer',
    text: 'Path of the first application that calls: /organisation/unit/application',
    kind: 'assumed',
    proposed: (answers) => `/${(answers.get('workload') ?? 'assistant').slice(0, 60).replace(/-+$/, '')}/app`,
    problem: (answer) => said(consumerPathProblem(answer)),
  },
  {
    name: 'data',
    text: 'Who may see the data that answers are grounded on: public, internal or confidential; none where there is none',
    kind: 'known',
    problem: dataProblem,
  },
  {
    name: 'regulated',
    text: 'Whether a regulator’s rules bind it: yes or no',
    kind: 'known',
    problem: (answer) => oneOf(answer, YES_OR_NO),
  },
  {
    name: 'compliance',
    text: `Regimes that it keeps to, with commas: ${REGIMES.join(', ')}`,
    kind: 'known',
    problem: complianceProblem,
  },
  {
    name: 'platform',
    text: 'What it stands on: azure-landing-zone, with the baseline policies of one, or own',
    kind: 'known',
    problem: (answer) => oneOf(answer, PLATFORMS),
  },
  {
    name: 'management-groups',
    text: 'Management groups of online and of corp workloads, as ONLINE,CORP',
    kind: 'known',
    problem: managementGroupsProblem,
  },
  {
    name: 'on-premises',
    text: 'Link to networks on premises: none, expressroute, site-to-site-vpn or point-to-site-vpn',
    kind: 'known',
    problem: (answer) => oneOf(answer, LINKS),
  },
  {
    name: 'cost-center',
    text: 'Cost center that pays',
    kind: 'known',
    problem: (answer) => said(textProblem(answer)),
  },
  {
    name: 'owner',
    text: 'Who owns the application',
    kind: 'known',
    problem: (answer) => said(textProblem(answer)),
  },
]

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

function parts(answer: string): readonly string[] {
  return answer.split(',').flatMap((part) => part.trim() || [])
}

function modelsOf(answers: Answers, facts: AzureFacts): readonly [AskedModel, ...AskedModel[]] {
  const [first = { baseModel: EXAMPLE_MODEL, version: null }, ...rest] = parts(
    answers.get('model') ?? EXAMPLE_MODEL,
  ).flatMap((text) => parseModel(text, facts) ?? [])
  return [first, ...rest]
}

function isProvisioned(answers: Answers): boolean {
  return findDeploymentType(answers.get('type') ?? '')?.provisioned === true
}

function proposed(answers: Answers, { facts, nowMs }: Surroundings): RegionsProposal {
  return proposalFor(wishOf(answers, facts), facts, nowMs)
}

function regionsText({ primary, secondary }: Extract<RegionsProposal, { kind: 'regions' }>): string {
  return secondary === null ? primary : `${primary},${secondary}`
}

function said(message: string | null): Problem | null {
  return message === null ? null : { message, hint: null }
}

function oneOf(answer: string, known: readonly string[]): Problem | null {
  if (known.includes(answer)) return null
  const near = suggest(answer, known)
  const some = `${known.slice(0, NAMED).join(', ')}${known.length > NAMED ? ' and others' : ''}`
  return {
    message: 'is not known',
    hint: near === null ? `It is one of ${some}.` : `Did you mean ${near}?`,
  }
}

function modelsProblem(answer: string, answers: Answers, surroundings: Surroundings): Problem | null {
  const names = parts(answer)
  if (names.length === 0) return { message: 'names no model', hint: `Write for example ${EXAMPLE_MODEL}.` }
  if (names.length > MAX_MODELS)
    return { message: `names ${names.length} models`, hint: `Begin with at most ${MAX_MODELS}.` }
  const seen = new Set<string>()
  for (const name of names) {
    const problem = modelProblem(name, seen, surroundings.facts)
    if (problem !== null) return problem
  }
  return placesProblem(new Map([...answers, ['model', answer]]), surroundings)
}

/** Of the models for all purposes the one that is had in most ways, and of these the one that is served longest. */
function proposedModel(answers: Answers, surroundings: Surroundings): string | null {
  const { offers, retirements } = surroundings.facts
  const ways = (model: string) => STARTER_TYPES.filter((type) => offers.of(model, type).length > 0).length
  const lastDay = (model: string) =>
    retirements
      .of(model)
      .map(({ retiresOn }) => retiresOn ?? NEVER)
      .reduce((last, day) => (day > last ? day : last), '')
  const ranked = offers.models
    .filter((model) => GENERAL_MODEL.test(model))
    .sort((a, b) => ways(b) - ways(a) || (lastDay(a) < lastDay(b) ? 1 : -1))
  // Where none is had as asked, the question says why of the first.
  return ranked.find((model) => modelsProblem(model, answers, surroundings) === null) ?? ranked[0] ?? null
}

function modelProblem(name: string, seen: Set<string>, facts: AzureFacts): Problem | null {
  const model = parseModel(name, facts)
  if (model === null) {
    const near = suggest(name, facts.offers.models)
    const hint =
      near === null ? 'causeway plan regions knows the names that Azure has.' : `Did you mean ${near}?`
    return { message: `${name} is in none of Microsoft’s tables of models`, hint }
  }
  const { baseModel, version } = model
  if (seen.has(baseModel)) return { message: `${baseModel} is there twice`, hint: 'Name each model once.' }
  seen.add(baseModel)
  if (taskOfModel(baseModel) === null)
    return {
      message: `the gateway does not serve ${baseModel}`,
      hint: 'Realtime speech and video are not served.',
    }
  if (!isMakerKnown(baseModel))
    return {
      message: `causeway build cannot write templates of ${baseModel}, so init does not begin with it`,
      hint: 'Begin with a model of OpenAI, and add others to the file by hand.',
    }
  const versions = [
    ...new Set(
      STARTER_TYPES.flatMap((type) => facts.offers.of(baseModel, type).map((offer) => offer.version)),
    ),
  ]
  if (version !== null && !versions.includes(version))
    return { message: `${baseModel} has no version ${version}`, hint: `It has ${versions.join(', ')}.` }
  return null
}

/** Whether models, type and residency go together at all, at the least capacity that there is. */
function placesProblem(answers: Answers, surroundings: Surroundings): Problem | null {
  const least = isProvisioned(answers) ? '1ptu' : '1'
  return proposalProblem(new Map([...answers, ['capacity', least]]), surroundings)
}

function capacityProblem(answer: string, answers: Answers, surroundings: Surroundings): Problem | null {
  const capacity = parseCapacity(answer)
  if (capacity === null)
    return { message: 'is neither tokens per minute nor PTU', hint: 'Write 240k, 2M or 100ptu.' }
  const provisioned = capacity.kind === 'provisioned'
  if (provisioned && capacity.ptu > MAX_PTU_PER_DEPLOYMENT)
    return {
      message: `is more than a deployment may have`,
      hint: `Write at most ${MAX_PTU_PER_DEPLOYMENT}ptu.`,
    }
  if (answers.has('type') && provisioned !== isProvisioned(answers))
    return provisioned
      ? { message: `is PTU, and ${answers.get('type')} is paid by the token`, hint: 'Write 240k or 2M.' }
      : {
          message: `is tokens, and ${answers.get('type')} is bought in PTU`,
          hint: 'Write for example 100ptu.',
        }
  return proposalProblem(new Map([...answers, ['capacity', answer]]), surroundings)
}

function regionsProblem(answer: string, answers: Answers, surroundings: Surroundings): Problem | null {
  const names = parts(answer)
  if (names.length === 0 || names.length > MAX_REGIONS || new Set(names).size !== names.length)
    return { message: 'is not one region, or two', hint: 'Write for example swedencentral,francecentral.' }
  for (const name of names) {
    const problem = oneOf(name, surroundings.facts.regions.names)
    if (problem !== null) return { ...problem, message: `${name} is not known` }
  }
  const given = new Map([...answers, ['regions', answer] as const])
  if (answers.get('environment') === 'production' && names.length < MAX_REGIONS) {
    const proposal = proposed(given, surroundings)
    const hint = proposal.kind === 'regions' ? `Write for example ${regionsText(proposal)}.` : null
    return { message: 'is one region, and production needs a second one to go on from', hint }
  }
  return proposalProblem(given, surroundings)
}

/** What is proposed instead is tried first: a hint that does not work is worse than none. */
function proposalProblem(answers: Answers, surroundings: Surroundings): Problem | null {
  const proposal = proposed(answers, surroundings)
  if (proposal.kind === 'regions') return null
  const message = reasonOf(proposal, wishOf(answers, surroundings.facts))
  for (const { change, hint } of alternatives(answers, surroundings.facts)) {
    const other = new Map(answers)
    change(other)
    const found = proposed(other, surroundings)
    if (found.kind === 'regions') return { message, hint: hint(regionsText(found)) }
  }
  return { message, hint: null }
}

interface Alternative {
  readonly change: (answers: Map<QuestionName, string>) => void
  readonly hint: (regions: string) => string
}

function alternatives(answers: Answers, { regions }: AzureFacts): readonly Alternative[] {
  const found: Alternative[] = []
  if (answers.has('regions'))
    found.push({
      change: (other) => void other.delete('regions'),
      hint: (names) => `Write for example ${names}.`,
    })
  if (answers.has('type'))
    found.push({
      change: (other) => void other.delete('type'),
      hint: (names) => `Without --type ${answers.get('type')} it can be had in ${names}.`,
    })
  const zone = regions.dataZoneOf(answers.get('residency') ?? '')
  const wider: readonly Residency[] = [...(zone === null ? [] : [zone]), 'global']
  for (const residency of wider) {
    found.push({
      change: (other) => void other.set('residency', residency),
      hint: (names) => `With residency ${residency} it can be had in ${names}.`,
    })
  }
  found.push({
    change: (other) => void other.set('capacity', isProvisioned(other) ? '1ptu' : '1'),
    hint: () => 'Ask for less.',
  })
  return found
}

function dataProblem(answer: string, answers: Answers): Problem | null {
  const problem = oneOf(answer, DATA)
  if (problem !== null) return problem
  if (answers.get('exposure') !== 'online' || answer === 'none' || answer === 'public') return null
  return {
    message: `is data that the internet must not see, and the workload is online: its users would be shown it`,
    hint: 'Make the workload corp, or ground it on a copy of what may be public.',
  }
}

function complianceProblem(answer: string, answers: Answers, { facts }: Surroundings): Problem | null {
  for (const name of parts(answer)) {
    const problem = oneOf(name, REGIMES)
    if (problem !== null) return { ...problem, message: `${name} is not known` }
  }
  const residency = answers.get('residency') ?? 'global'
  if (!parts(answer).includes('gdpr') || residency === 'eu' || facts.regions.dataZoneOf(residency) === 'eu')
    return null
  return {
    message: `names the GDPR, and residency ${residency} lets prompts leave the European Union`,
    hint: 'Take residency eu or a geography in it; or leave gdpr out, and note the grounds of the transfer in the file.',
  }
}

function managementGroupsProblem(answer: string): Problem | null {
  const groups = parts(answer)
  const [online = '', corp = ''] = groups
  if (groups.length !== 2)
    return { message: 'is not two names', hint: 'Write for example mg-online,mg-corp.' }
  if (online.toLowerCase() === corp.toLowerCase())
    return { message: 'is one group for both', hint: 'Online and corp workloads need groups of their own.' }
  return said(textProblem(online) ?? textProblem(corp))
}
