import { Drawer, DrawerBody, makeStyles } from '@fluentui/react-components'
import type { ReactNode } from 'react'

const useStyles = makeStyles({
  drawer: { width: '272px' },
  body: { padding: 0, display: 'flex', flexDirection: 'column' },
})

export interface NavigationDrawerProps {
  readonly isOpen: boolean
  readonly close: () => void
  readonly children: ReactNode
}

/** Where the navigation stands on narrow screens. */
export function NavigationDrawer({ isOpen, close, children }: NavigationDrawerProps) {
  const styles = useStyles()
  return (
    <Drawer
      type="overlay"
      open={isOpen}
      onOpenChange={(_, { open }) => {
        if (!open) close()
      }}
      className={styles.drawer}
      aria-label="Navigation"
    >
      <DrawerBody className={styles.body}>{children}</DrawerBody>
    </Drawer>
  )
}
