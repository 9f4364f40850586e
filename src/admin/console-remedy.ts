import { ALERT_RULES } from '../monitoring/index.ts'

type Labels = Readonly<Record<string, string>>

const TEXTS: ReadonlyMap<string, string | null> = new Map(
  ALERT_RULES.map(({ id, inConsole }) => [id, inConsole]),
)

/** What an alert says to who looks at the console, of what its labels name; null where the console has no place for it. */
export function remedyInConsole(rule: string, labels: Labels): string | null {
  const text = TEXTS.get(rule) ?? null
  return text === null ? null : filledIn(text, labels)
}

/** Null where the text needs a label that is not there. */
export function filledIn(text: string, labels: Labels): string | null {
  let isWhole = true
  const filled = text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = name === 'path' ? pathOf(labels['limit']) : labels[name]
    isWhole &&= value !== undefined
    return inAddress(value ?? '')
  })
  return isWhole ? filled : null
}

/** Of a consumer's limit, which is known as `/path|name`; those of deployments have none. */
function pathOf(limit: string | undefined): string | undefined {
  return limit?.startsWith('/') === true ? limit.split('|')[0] : undefined
}

/** Brackets would end the link that it stands in. */
function inAddress(value: string): string {
  return encodeURIComponent(value).replace(/[()]/g, (bracket) => (bracket === '(' ? '%28' : '%29'))
}
