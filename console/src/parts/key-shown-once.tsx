import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  MessageBar,
  MessageBarBody,
  tokens,
} from '@fluentui/react-components'
import { CheckmarkRegular } from '@fluentui/react-icons/svg/checkmark'
import { CopyRegular } from '@fluentui/react-icons/svg/copy'
import { type ReactNode, useState } from 'react'

import { copyText } from './copy-text.ts'

import { useFocusReturn } from './use-focus-return.ts'

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: '12px' },
  row: { display: 'flex', gap: '8px', alignItems: 'stretch' },
  key: {
    flex: 1,
    minWidth: 0,
    padding: '8px 10px',
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground3,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: '13px',
    overflowWrap: 'anywhere',
    userSelect: 'all',
  },
})

interface KeyShownOnceProps {
  /** Null: nothing is shown. */
  readonly secret: string | null
  readonly title: string
  readonly text: ReactNode
  readonly close: () => void
}

/** A key just made, which nobody can show again. */
export function KeyShownOnce({ secret, title, text, close }: KeyShownOnceProps) {
  const styles = useStyles()
  const [copied, setCopied] = useState<'no' | 'yes' | 'failed'>('no')
  const copy = async () => {
    if (secret !== null) setCopied((await copyText(secret)) ? 'yes' : 'failed')
  }
  const leave = () => {
    setCopied('no')
    close()
  }
  useFocusReturn(secret !== null, leave)
  return (
    <Dialog open={secret !== null} modalType="alert" onOpenChange={(_, { open }) => !open && leave()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent className={styles.content}>
            <div>{text}</div>
            <div className={styles.row}>
              <code className={styles.key} data-testid="secret">
                {secret}
              </code>
              <Button
                icon={copied === 'yes' ? <CheckmarkRegular /> : <CopyRegular />}
                onClick={() => void copy()}
              >
                {copied === 'yes' ? 'Copied' : 'Copy'}
              </Button>
            </div>
            {copied === 'failed' && (
              <MessageBar intent="warning">
                <MessageBarBody>
                  The browser does not let this page copy. Select the key and copy it.
                </MessageBarBody>
              </MessageBar>
            )}
            <MessageBar intent="info" layout="multiline">
              <MessageBarBody>It is shown this once. Causeway keeps only its hash.</MessageBarBody>
            </MessageBar>
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={leave}>
              Done
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
