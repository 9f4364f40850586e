import { Button, Tooltip } from '@fluentui/react-components'
import { CheckmarkRegular } from '@fluentui/react-icons/svg/checkmark'
import { CopyRegular } from '@fluentui/react-icons/svg/copy'
import { useEffect, useState } from 'react'

import { copyText } from './copy-text.ts'
import { useSay } from './notices.tsx'

interface CopyButtonProps {
  readonly text: string
  /** What it copies, such as `Copy the id`. */
  readonly label: string
}

const SHOWN_MS = 2_000

export function CopyButton({ text, label }: CopyButtonProps) {
  const say = useSay()
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setCopied(false), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [isCopied])
  const copy = async () => {
    if (await copyText(text)) setCopied(true)
    else
      say('The browser does not let this page copy', {
        text: 'Select the text and copy it.',
        intent: 'error',
      })
  }
  return (
    <Tooltip content={isCopied ? 'Copied' : label} relationship="label">
      <Button
        appearance="subtle"
        size="small"
        icon={isCopied ? <CheckmarkRegular /> : <CopyRegular />}
        onClick={() => void copy()}
      />
    </Tooltip>
  )
}
