import { QUOTA_TIERS } from '../azure/index.ts'
import {
  consumerPathProblem,
  REGIMES,
  residenciesIn,
  textProblem,
  workloadNameProblem,
} from '../workload/index.ts'
import {
  type Answers,
  DATA,
  DEFAULT_CAPACITY,
  ENVIRONMENTS,
  EXPOSURES,
  LINKS,
  oneOf,
  parts,
  PLATFORMS,
  type Problem,
  type QuestionName,
  said,
  type Surroundings,
} from './starter-answers.ts'
import {
  capacityProblem,
  isProvisioned,
  modelsProblem,
  proposedModel,
  proposedRegions,
  regionsProblem,
} from './starter-places.ts'
import { STARTER_TYPES } from './starter-wish.ts'

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

const YES_OR_NO = ['yes', 'no'] as const

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
    proposed: proposedRegions,
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
