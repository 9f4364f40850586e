import { useCallback, useSyncExternalStore } from 'react'

export function useMediaQuery(query: string): boolean {
  return useSyncExternalStore(
    useCallback(
      (changed) => {
        const list = matchMedia(query)
        list.addEventListener('change', changed)
        return () => list.removeEventListener('change', changed)
      },
      [query],
    ),
    () => matchMedia(query).matches,
  )
}

/** Where tables become cards and the navigation a drawer. */
export const NARROW = '@media (max-width: 720px)'

export function useIsNarrow(): boolean {
  return useMediaQuery(NARROW.slice('@media '.length))
}
