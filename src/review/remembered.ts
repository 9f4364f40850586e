import type { Estate } from './estate.ts'

/** A view of all resources of an estate, made once for each: rules ask for it again and again. */
export function remembered<View>(make: (estate: Estate) => View): (estate: Estate) => View {
  const views = new WeakMap<Estate, View>()
  return (estate) => {
    const known = views.get(estate)
    if (known !== undefined) return known
    const view = make(estate)
    views.set(estate, view)
    return view
  }
}
