import { FAILURES } from '../base/index.ts'

const OF_PROVIDER = /^provider_(\d+)$/

/** A failure in plain words; null where this program does not know it. */
export function failureMeaning(failure: string): string | null {
  const known: { readonly message: string } | undefined = Object.hasOwn(FAILURES, failure)
    ? FAILURES[failure as keyof typeof FAILURES]
    : undefined
  if (known !== undefined) return known.message
  const status = OF_PROVIDER.exec(failure)?.[1]
  return status === undefined ? null : `The provider refused what was asked, with ${status}`
}
