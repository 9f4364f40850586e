import { useState } from 'react'

import { late } from '../parts/late.tsx'
import { AccountButton } from './account-button.tsx'

type Done = 'nothing' | 'focused' | 'pressed'

export interface AccountMenuProps {
  /** What was done with the button before its menu was there. */
  readonly before: Done
  readonly note: (done: Done) => void
}

let released = Promise.resolve()

const menu = late<AccountMenuProps>({
  get: async () => {
    const { AccountItems } = await import('./account-items.tsx')
    await released
    return AccountItems
  },
  Meanwhile: ButtonAlone,
  Failed: ButtonAlone,
  comesLater: true,
})

/** Who is signed in; the theme; signing out. */
export function AccountMenu() {
  const [before, setBefore] = useState<Done>('nothing')
  return <menu.View before={before} note={setBefore} />
}

function ButtonAlone({ note }: AccountMenuProps) {
  return (
    <AccountButton
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerDown={() => {
        released = untilReleased()
      }}
      onFocus={() => note('focused')}
      onBlur={() => note('nothing')}
      onClick={() => {
        note('pressed')
        menu.load()
      }}
    />
  )
}

/** A button that is replaced while it is pressed never hears its click, which comes with the release. */
function untilReleased(): Promise<void> {
  return new Promise((resolve) => {
    for (const end of ['pointerup', 'pointercancel'])
      addEventListener(end, () => setTimeout(resolve), { once: true })
  })
}
