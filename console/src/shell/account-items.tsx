import {
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components'
import { SignOutRegular } from '@fluentui/react-icons/svg/sign-out'
import { useId, useLayoutEffect, useState } from 'react'

import { useSessionActions } from '../api/session.tsx'
import { AccountButton } from './account-button.tsx'
import type { AccountMenuProps } from './account-menu.tsx'
import { THEME_CHOICES, type ThemeChoice, useTheme } from './theme.tsx'

const NAMES: Readonly<Record<ThemeChoice, string>> = {
  light: 'Light',
  dark: 'Dark',
  system: 'As the system is',
}

/** The menu with its button, which takes the place of the button that stood there alone. */
export function AccountItems({ before }: AccountMenuProps) {
  const { signOut, signOutEverywhere } = useSessionActions()
  const { choice, choose } = useTheme()
  const id = useId()
  const [hadFocus] = useState(before === 'focused')
  // Before any key can be pressed without it.
  useLayoutEffect(() => {
    if (hadFocus) document.getElementById(id)?.focus()
  }, [id, hadFocus])
  return (
    <Menu
      defaultOpen={before === 'pressed'}
      checkedValues={{ theme: [choice] }}
      onCheckedValueChange={(_, { checkedItems }) => {
        const chosen = THEME_CHOICES.find((one) => one === checkedItems[0])
        if (chosen !== undefined) choose(chosen)
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <AccountButton id={id} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuGroup>
            <MenuGroupHeader>Theme</MenuGroupHeader>
            {THEME_CHOICES.map((one) => (
              <MenuItemRadio key={one} name="theme" value={one}>
                {NAMES[one]}
              </MenuItemRadio>
            ))}
          </MenuGroup>
          <MenuDivider />
          <MenuItem icon={<SignOutRegular />} onClick={() => void signOut()}>
            Sign out
          </MenuItem>
          <MenuItem onClick={() => void signOutEverywhere()}>Sign out everywhere</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
