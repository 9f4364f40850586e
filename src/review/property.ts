import type { Estate, PropertyJudgement, Resource } from './estate.ts'
import type { Observation } from './finding.ts'

/** The check of a rule that rests on one property of each resource of some types. */
export function property(
  types: readonly string[],
  path: string,
  judgement: PropertyJudgement,
  appliesTo: (resource: Resource) => boolean = () => true,
): (estate: Estate) => readonly Observation[] {
  return (estate) =>
    estate
      .ofType(...types)
      .filter(appliesTo)
      .map((resource) => resource.judge(path, judgement))
}
