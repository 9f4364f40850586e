import { type RefObject, useRef } from 'react'

import { late } from '../parts/late.tsx'
import { AccountButton } from './account-button.tsx'

type Done = 'nothing' | 'focused' | 'pressed'

export interface AccountMenuProps {
  /** What was done with the button before its menu was there. */
  readonly before: RefObject<Done>
}

const menu = late<AccountMenuProps>({
  get: async () => (await import('./account-items.tsx')).AccountItems,
  Meanwhile: ButtonAlone,
  Failed: ButtonAlone,
  comesWhenIdle: true,
})

/** Who is signed in; the theme; signing out. */
export function AccountMenu() {
  const before = useRef<Done>('nothing')
  return <menu.View before={before} />
}

function ButtonAlone({ before }: AccountMenuProps) {
  const note = (done: Done) => {
    before.current = done
    if (done === 'pressed') menu.load()
  }
  return (
    <AccountButton
      aria-haspopup="menu"
      aria-expanded={false}
      onFocus={() => note('focused')}
      onBlur={() => note('nothing')}
      onClick={() => note('pressed')}
    />
  )
}
