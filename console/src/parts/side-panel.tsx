import {
  Button,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  makeStyles,
  OverlayDrawer,
  tokens,
} from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss'
import { type ReactNode, useEffect, useRef } from 'react'

import { useFocusReturn } from './use-focus-return.ts'
import { NARROW } from './use-media-query.ts'

const useStyles = makeStyles({
  panel: { width: 'min(760px, 100vw)', [NARROW]: { width: '100vw' } },
  title: { outline: 'none', overflowWrap: 'anywhere' },
  text: { margin: '2px 0 0', color: tokens.colorNeutralForeground3, fontSize: '13px' },
  body: {
    display: 'flex',
    flexDirection: 'column',
    gap: '16px',
    paddingBottom: '24px',
    '& > *': { flexShrink: 0 },
  },
})

interface SidePanelProps {
  readonly isOpen: boolean
  readonly close: () => void
  readonly title: string
  readonly text?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** Details of one thing beside the list it is of; Escape closes it at any moment, and the focus goes back. */
export function SidePanel({ isOpen, close, title, text, actions, children }: SidePanelProps) {
  const styles = useStyles()
  useFocusReturn(isOpen, close)
  const heading = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    // The drawer focuses the first of its buttons. The hint of one, shown as soon as it is focused by keyboard, would
    // take the first Escape for itself; and whoever listens is to hear what the panel is of.
    if (isOpen) heading.current?.focus({ preventScroll: true })
  }, [isOpen])
  return (
    <OverlayDrawer
      open={isOpen}
      onOpenChange={(_, { open }) => !open && close()}
      position="end"
      size="large"
      className={styles.panel}
      aria-label={title}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          action={
            <>
              {actions}
              <Button appearance="subtle" aria-label="Close" icon={<DismissRegular />} onClick={close} />
            </>
          }
        >
          <span ref={heading} tabIndex={-1} className={styles.title}>
            {title}
          </span>
        </DrawerHeaderTitle>
        {text !== undefined && <p className={styles.text}>{text}</p>}
      </DrawerHeader>
      <DrawerBody className={styles.body}>{children}</DrawerBody>
    </OverlayDrawer>
  )
}
