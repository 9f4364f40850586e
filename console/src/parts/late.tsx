import { type ComponentType, useEffect, useSyncExternalStore } from 'react'

type Outcome<Props> =
  | { readonly ok: true; readonly component: ComponentType<Props> }
  | { readonly ok: false; readonly error: unknown }

interface LateOptions<Props> {
  readonly get: () => Promise<ComponentType<Props>>
  /** Stands there until it has come. */
  readonly Meanwhile: ComponentType<Props>
  /** Stands there when it cannot be had; the boundary of the page is told when left out. */
  readonly Failed?: ComponentType<Props>
  /** Where it is shown, and was not asked for by `load`: comes after what the page shows first. */
  readonly comesLater?: boolean
}

export interface Late<Props> {
  /** Loads its script, or does nothing where that is there or on its way. */
  readonly load: () => void
  readonly View: ComponentType<Props>
}

/** By then the first view is there; a browser that waits for its answers is idle, too. */
const LATER_MS = 2_000

/**
 * A component whose script is loaded when it is first shown, or before by `load`. Not `lazy` and `Suspense` of React:
 * once those have shown what stands meanwhile, they keep it for 300 ms so as not to flicker
 * (https://github.com/react/react/issues/31819, read 2026-11-21), and they keep a failure to load for good.
 */
export function late<Props extends object>(options: LateOptions<Props>): Late<Props> {
  const { get, Meanwhile, Failed = null, comesLater = false } = options
  let outcome: Outcome<Props> | null = null
  let isComing = false
  const readers = new Set<() => void>()
  const end = (ended: Outcome<Props>): void => {
    outcome = ended
    isComing = false
    for (const changed of readers) changed()
  }
  const load = (): void => {
    if (isComing || outcome !== null) return
    isComing = true
    get().then(
      (component) => end({ ok: true, component }),
      (error: unknown) => end({ ok: false, error }),
    )
  }
  const read = (changed: () => void): (() => void) => {
    readers.add(changed)
    return () => {
      readers.delete(changed)
      // Where it is shown the next time, it is tried again.
      if (readers.size === 0 && outcome?.ok === false) outcome = null
    }
  }
  function View(props: Props) {
    const ended = useSyncExternalStore(read, () => outcome)
    useEffect(() => {
      if (!comesLater) return load()
      const timer = setTimeout(load, LATER_MS)
      return () => clearTimeout(timer)
    }, [])
    if (ended === null) return <Meanwhile {...props} />
    if (ended.ok) return <ended.component {...props} />
    if (Failed === null) throw ended.error
    return <Failed {...props} />
  }
  return { load, View }
}
