import { type RefCallback, useCallback } from 'react'

interface Size {
  readonly width: number
  readonly height: number
}

/** A ref for an element whose size is told, first and whenever it changes. */
export function useMeasured(told: (size: Size) => void): RefCallback<HTMLElement> {
  return useCallback(
    (element) => {
      if (element === null) return
      const observer = new ResizeObserver(([entry]) => {
        if (entry !== undefined) told({ width: entry.contentRect.width, height: entry.contentRect.height })
      })
      observer.observe(element)
      return () => observer.disconnect()
    },
    [told],
  )
}
