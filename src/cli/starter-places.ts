import { type AzureFacts, findDeploymentType, MAX_PTU_PER_DEPLOYMENT } from '../azure/index.ts'
import { suggest } from '../base/index.ts'
import { isMakerKnown, type RegionsProposal } from '../landing-zone/index.ts'
import { type Residency, taskOfModel } from '../workload/index.ts'
import {
  type Answers,
  EXAMPLE_MODEL,
  oneOf,
  parts,
  type Problem,
  type QuestionName,
  type Surroundings,
  wishOf,
} from './starter-answers.ts'
import { parseModel, proposalFor, reasonOf, STARTER_TYPES } from './starter-wish.ts'
import { parseCapacity } from './wanted-capacity.ts'

/** Answers that Azure's tables judge: models, how much of them, and where. */
const GENERAL_MODEL = /^gpt-\d+(?:\.\d+)?(?:-[a-z]+)?$/
/** After every day. */
const NEVER = '9999-12-31'
const MAX_REGIONS = 2
const MAX_MODELS = 16

/** Null where no regions have what was answered so far. */
export function proposedRegions(answers: Answers, surroundings: Surroundings): string | null {
  const proposal = proposed(answers, surroundings)
  return proposal.kind === 'regions' ? regionsText(proposal) : null
}

export function isProvisioned(answers: Answers): boolean {
  return findDeploymentType(answers.get('type') ?? '')?.provisioned === true
}

function proposed(answers: Answers, { facts, nowMs }: Surroundings): RegionsProposal {
  return proposalFor(wishOf(answers, facts), facts, nowMs)
}

function regionsText({ primary, secondary }: Extract<RegionsProposal, { kind: 'regions' }>): string {
  return secondary === null ? primary : `${primary},${secondary}`
}

export function modelsProblem(answer: string, answers: Answers, surroundings: Surroundings): Problem | null {
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
export function proposedModel(answers: Answers, surroundings: Surroundings): string | null {
  const { offers, retirements } = surroundings.facts
  const ways = (model: string) => STARTER_TYPES.filter((type) => offers.of(model, type).length > 0).length
  const lastDay = (model: string) =>
    retirements
      .of(model)
      .map(({ retiresOn }) => retiresOn ?? NEVER)
      .reduce((last, day) => (day > last ? day : last), '')
  const ranked = offers.models
    .filter((model) => GENERAL_MODEL.test(model))
    .sort((a, b) => ways(b) - ways(a) || lastDay(b).localeCompare(lastDay(a)) || a.localeCompare(b))
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
      hint: 'Realtime speech, video, ranking and images by others than OpenAI are not served.',
    }
  if (!isMakerKnown(baseModel))
    return {
      message: `causeway build cannot write templates of ${baseModel}, so init does not begin with it`,
      hint: 'Begin with another one, and add it to the file by hand.',
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

export function capacityProblem(
  answer: string,
  answers: Answers,
  surroundings: Surroundings,
): Problem | null {
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

export function regionsProblem(answer: string, answers: Answers, surroundings: Surroundings): Problem | null {
  const names = parts(answer)
  if (names.length === 0 || names.length > MAX_REGIONS || new Set(names).size !== names.length)
    return { message: 'is not one region, or two', hint: 'Write for example swedencentral,francecentral.' }
  for (const name of names) {
    const problem = oneOf(name, surroundings.facts.regions.names)
    if (problem !== null) return { ...problem, message: `${name} is not known` }
  }
  const given = new Map([...answers, ['regions', answer] as const])
  if (answers.get('environment') === 'production' && names.length < MAX_REGIONS) {
    const two = proposedRegions(given, surroundings)
    const hint = two === null ? null : `Write for example ${two}.`
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
