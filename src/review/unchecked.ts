import type { Pillar, Source } from './guidance.ts'

/**
 * Recommendations that no rule of their own checks, each with its reason. With the rules they are all that the five
 * documents recommend: `recommendations.test.ts` counts them.
 */
export interface Unchecked {
  readonly id: string
  readonly title: string
  readonly pillar: Pillar
  readonly source: Source
  readonly reason: string
}

export const UNCHECKED: readonly Unchecked[] = [
  {
    id: 'APP-19',
    title: 'How data flows between models is planned: the output of one fits the input of the next',
    pillar: 'operations',
    source: { document: 'design', section: 'Special considerations for using multiple models' },
    reason:
      'What a model returns is text of any shape; neither a workload file nor a template declares its form. Test it with the orchestrator.',
  },
  {
    id: 'PLAT-08',
    title: 'Applications with and without a front end are told apart',
    pillar: 'operations',
    source: { document: 'platform', section: 'Application platform for AI workloads on Azure' },
    reason:
      'A question to think about, without a right or wrong answer; the parts under `application.parts` record which it is.',
  },
  {
    id: 'PLAT-12',
    title: 'Azure Machine Learning is secured from end to end',
    pillar: 'security',
    source: { document: 'platform', section: 'Landing Zone and Networking' },
    reason: 'The sum of others: PNET-05, PNET-06 and PNET-08 check its parts.',
  },
  {
    id: 'PLAT-16',
    title: 'The gateway balances, logs and caches',
    pillar: 'performance',
    source: { document: 'platform', section: 'OpenAI Scalability with APIM' },
    reason:
      'Balancing, logging and metrics are checked by REL-02, APP-23 and PLAT-02. Whether a semantic cache helps depends on the questions, which no design shows.',
  },
  {
    id: 'PLAT-18',
    title: 'Traditional machine learning uses AI services where they fit',
    pillar: 'cost',
    source: { document: 'platform', section: 'Traditional ML Deployments' },
    reason: 'Whether a service fits the task is a judgement; APP-01 asks for its reason.',
  },
  {
    id: 'REL-09',
    title: 'Features that are needed are available in the region and type (batch, fine-tuning, images)',
    pillar: 'reliability',
    source: { document: 'ready', section: 'Establish AI reliability' },
    reason:
      'Microsoft publishes no table of features by region and type that a tool could rest on; models and types are checked by REL-08.',
  },
]

/** Rules that do not look at resources, by the reason why templates, plans and exports cannot show it. */
export const NOT_IN_RESOURCES: readonly { readonly reason: string; readonly rules: readonly string[] }[] = [
  {
    reason: 'how an application is built, and what its parts call, is in its code',
    rules: [
      'APP-02',
      'APP-03',
      'APP-11',
      'APP-13',
      'APP-14',
      'APP-18',
      'APP-20',
      'APP-21',
      'APP-22',
      'APP-29',
      'APP-30',
      'PLAT-07',
      'PLAT-17',
    ],
  },
  {
    reason: 'how data is cut, indexed and filtered is set in an index, which is no resource',
    rules: ['APP-08', 'APP-24', 'APP-25', 'APP-28'],
  },
  {
    reason: 'a decision and its reason are in no resource',
    rules: ['APP-01', 'APP-05', 'APP-06', 'APP-07', 'APP-09', 'APP-26', 'PLAT-05', 'PLAT-11', 'WAF-10'],
  },
  {
    reason: 'how data is classified, and whether a regulator looks at it, is in no resource',
    rules: ['GOV-03', 'PLAT-10', 'WAF-05'],
  },
  {
    reason: 'how much goes to and from on premises, who connects and what is needed there, is in no resource',
    rules: ['NET-06', 'NET-07', 'NET-09', 'PNET-03', 'PNET-13'],
  },
  {
    reason: 'what people and teams do is in no resource',
    rules: ['NET-24', 'NET-26', 'PLAT-09', 'PNET-16', 'REL-19', 'WAF-08', 'WAF-14'],
  },
  {
    reason: 'open egress is found by PNET-15, and the reason for it is in no resource',
    rules: ['PNET-17'],
  },
  {
    reason: 'how much is used, how fast and by whom, is known once it runs',
    rules: ['PLAT-01', 'PLAT-03', 'PLAT-13', 'REL-13', 'WAF-07'],
  },
  {
    reason: 'a template says where resources are, and not which region is meant to take over',
    rules: ['REL-18'],
  },
  { reason: 'REL-08 checks it for each deployment of a template', rules: ['REL-07'] },
]

/** How many recommendations the documents have in each area. */
export const RECOMMENDED: Readonly<Record<string, number>> = {
  APP: 30,
  FND: 1,
  GOV: 11,
  NET: 26,
  PERF: 1,
  PLAT: 19,
  PNET: 21,
  REL: 19,
  WAF: 14,
}
