import { useState } from 'react'

import { late } from '../parts/late.tsx'
import { AccountButton } from './account-button.tsx'

type Done = 'nothing' | 'focused' | 'pressed'

export interface AccountMenuProps {
  /** What was done with the button before its menu was there. */
  readonly before: Done
  readonly note: (done: Done) => void
}

const menu = late<AccountMenuProps>({
  get: async () => (await import('./account-items.tsx')).AccountItems,
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
      onFocus={() => note('focused')}
      onBlur={() => note('nothing')}
      onClick={() => {
        note('pressed')
        menu.load()
      }}
    />
  )
}
