import type { GetAnswer } from '../../api/client.ts'
import type { paths } from '../../admin-api.d.ts'

export type Statement = GetAnswer<'/admin/v1/statements/{month}'>
export type Group = Statement['groups'][number]
type Query = NonNullable<paths['/admin/v1/statements/{month}']['get']['parameters']['query']>

/** From who pays down to what served; each is within all that was chosen before it. */
const STEPS = [
  { param: 'costCenter', by: 'cost-center', what: 'Cost center', many: 'By cost center' },
  { param: 'unit', by: 'business-unit', what: 'Business unit', many: 'By business unit' },
  { param: 'consumer', by: 'consumer', what: 'Consumer', many: 'By consumer' },
  { param: 'model', by: 'model', what: 'Model', many: 'By model' },
  { param: 'deployment', by: 'deployment', what: 'Deployment', many: 'By deployment' },
] as const
type Param = (typeof STEPS)[number]['param']

export interface Level {
  readonly by: NonNullable<Query['by']>
  /** Of the groups: what one is, and the heading of all. */
  readonly what: string
  readonly many: string
  /** Within what was chosen. */
  readonly within: Pick<Query, 'costCenter' | 'consumer' | 'model'>
  readonly crumbs: readonly Crumb[]
  /** The address of a group; null where there is nothing below it. */
  readonly below: (key: string) => string | null
}

export interface Crumb {
  readonly name: string
  readonly to: string
}

/** Where the address stands; what comes after a step that is missing does not count. */
export function levelOf(params: URLSearchParams, month: string): Level {
  const chosen: (readonly [Param, string])[] = []
  for (const { param } of STEPS.slice(0, -1)) {
    const value = params.get(param)
    if (value === null || value === '') break
    chosen.push([param, value])
  }
  const at = chosen.length
  const step = STEPS[at] ?? STEPS[0]
  const value = (name: Param) => chosen.find(([param]) => param === name)?.[1]
  const [costCenter, consumer, model] = [
    value('costCenter'),
    value('consumer') ?? value('unit'),
    value('model'),
  ]
  return {
    by: step.by,
    what: step.what,
    many: step.many,
    within: {
      ...(costCenter === undefined ? {} : { costCenter }),
      ...(consumer === undefined ? {} : { consumer }),
      ...(model === undefined ? {} : { model }),
    },
    crumbs: [
      { name: 'All cost centers', to: address(month, []) },
      ...chosen.map(([, name], i) => ({ name, to: address(month, chosen.slice(0, i + 1)) })),
    ],
    // A group without a name is of nobody, such as idle capacity: nothing can be chosen within it.
    below: (key) =>
      key === '' || at === STEPS.length - 1 ? null : address(month, [...chosen, [step.param, key]]),
  }
}

function address(month: string, chosen: readonly (readonly [Param, string])[]): string {
  return `/chargeback?${new URLSearchParams([['month', month], ...chosen.map((pair) => [...pair])]).toString()}`
}
