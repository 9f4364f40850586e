import { useState } from 'react'

import { useGet } from '../../api/use-get.ts'
import { AskedFor } from '../../parts/asked-for.tsx'
import { CopyButton } from '../../parts/copy-button.tsx'
import { SidePanel } from '../../parts/side-panel.tsx'
import { ExchangeDetail } from './exchange-detail.tsx'

/** Of one that is under way. */
const REFRESH_MS = 2_000

interface ExchangePanelProps {
  /** Null: none is open. */
  readonly id: string | null
  readonly close: () => void
}

export function ExchangePanel({ id, close }: ExchangePanelProps) {
  const [hasEnded, setEnded] = useState(true)
  const asked = useGet(
    '/admin/v1/exchanges/{id}',
    id === null ? null : { path: { id } },
    hasEnded ? {} : { everyMs: REFRESH_MS },
  )
  const isEnded = asked.data?.isUnderWay !== true
  if (isEnded !== hasEnded) setEnded(isEnded)
  return (
    <SidePanel
      isOpen={id !== null}
      close={close}
      title={id ?? ''}
      actions={id === null ? null : <CopyButton text={id} label="Copy the id" />}
    >
      <AskedFor asked={asked} label="Asking for the exchange">
        {(detail) => <ExchangeDetail detail={detail} />}
      </AskedFor>
    </SidePanel>
  )
}
