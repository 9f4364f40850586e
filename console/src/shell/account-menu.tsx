import {
  Button,
  makeStyles,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  tokens,
} from '@fluentui/react-components'
import { ChevronUpDownRegular } from '@fluentui/react-icons/svg/chevron-up-down'
import { PersonCircleRegular } from '@fluentui/react-icons/svg/person-circle'
import { SignOutRegular } from '@fluentui/react-icons/svg/sign-out'

import { useSession, useSessionActions } from '../api/session.tsx'
import { hidden } from '../parts/hidden.ts'
import { THEME_CHOICES, type ThemeChoice, useTheme } from './theme.tsx'

const useStyles = makeStyles({
  button: { width: '100%', justifyContent: 'flex-start', padding: '6px 8px', gap: '8px', fontWeight: 400 },
  names: { flex: 1, minWidth: 0, textAlign: 'left', display: 'flex', flexDirection: 'column' },
  operator: {
    fontSize: '13px',
    lineHeight: '18px',
    fontWeight: 600,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  role: { fontSize: '12px', lineHeight: '16px', color: tokens.colorNeutralForeground3 },
  hidden,
})

const NAMES: Readonly<Record<ThemeChoice, string>> = {
  light: 'Light',
  dark: 'Dark',
  system: 'As the system is',
}

/** Who is signed in; the theme; signing out. */
export function AccountMenu() {
  const styles = useStyles()
  const { operator, role } = useSession()
  const { signOut, signOutEverywhere } = useSessionActions()
  const { choice, choose } = useTheme()
  return (
    <Menu
      checkedValues={{ theme: [choice] }}
      onCheckedValueChange={(_, { checkedItems }) => {
        const chosen = THEME_CHOICES.find((one) => one === checkedItems[0])
        if (chosen !== undefined) choose(chosen)
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" className={styles.button} icon={<PersonCircleRegular />}>
          <span className={styles.names}>
            <span className={styles.operator}>{operator}</span>
            <span className={styles.hidden}>, </span>
            <span className={styles.role}>{role}</span>
            <span className={styles.hidden}>: theme and signing out</span>
          </span>
          <ChevronUpDownRegular />
        </Button>
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
