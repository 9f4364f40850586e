import { Moment } from './amounts.tsx'

interface Used {
  readonly createdMs: number
  readonly lastUsedMs: number | null
  /** Uses before are not known; null where none are. */
  readonly useKnownFromMs: number | null
}

/** When a key was used last, as far as that is known. */
export function LastUse({ of: { lastUsedMs, useKnownFromMs, createdMs } }: { readonly of: Used }) {
  if (lastUsedMs !== null) return <Moment atMs={lastUsedMs} as="since" />
  if (useKnownFromMs === null) return 'not known now'
  if (useKnownFromMs <= createdMs) return 'never since it was made'
  return (
    <>
      not since <Moment atMs={useKnownFromMs} as="exact" />; not known before
    </>
  )
}
