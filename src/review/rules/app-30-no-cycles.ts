import type { Rule } from '../rule.ts'

/** A circle, its first part at both ends; null where there is none. Each part is left once, so it ends. */
function circleIn(calls: ReadonlyMap<string, readonly string[]>): readonly string[] | null {
  const done = new Set<string>()
  for (const start of calls.keys()) {
    const way: string[] = [start]
    const turns = [0]
    while (way.length > 0) {
      const here = way.at(-1) ?? ''
      const turn = turns.at(-1) ?? 0
      const next = done.has(here) ? undefined : calls.get(here)?.[turn]
      if (next === undefined) {
        done.add(here)
        way.pop()
        turns.pop()
        continue
      }
      turns[turns.length - 1] = turn + 1
      const seen = way.indexOf(next)
      if (seen >= 0) return [...way.slice(seen), next]
      way.push(next)
      turns.push(0)
    }
  }
  return null
}

export const app30: Rule = {
  id: 'APP-30',
  title: 'Parts do not call each other in circles',
  pillar: 'operations',
  severity: 'low',
  source: { document: 'design', section: 'Architecture design considerations' },
  looksAt: '`calls` of `application.parts`.',
  why: 'In a circle no part can change, or fail, by itself.',
  remedy: 'Turn one of the calls around, with an event or a queue.',
  workload: {
    *check(workload) {
      const parts = Object.entries(workload.declaration.application?.parts ?? {})
      if (parts.length === 0) return
      const path = ['application', 'parts']
      const circle = circleIn(new Map(parts.map(([name, part]) => [name, part.calls ?? []])))
      if (circle === null) yield workload.pass(path, 'no parts call each other in a circle')
      else yield workload.fail([...path, circle[0] ?? '', 'calls'], circle.join(' calls '))
    },
    cases: {
      fails: [
        'application: { parts: { a: { kind: api, calls: [b] }, b: { kind: microservice, calls: [c] }, c: { kind: microservice, calls: [a] } } }',
      ],
      passes: [
        'application: { parts: { a: { kind: api, calls: [b, c] }, b: { kind: microservice, calls: [c] }, c: { kind: microservice } } }',
      ],
      notApplicable: ['application: {}'],
    },
  },
}
