/** The first segments of a consumer's path: `/contoso/claims` of `/contoso/claims/intake-bot`. */
export function businessUnitOf(consumer: string, depth: number): string {
  return consumer
    .split('/')
    .slice(0, depth + 1)
    .join('/')
}
