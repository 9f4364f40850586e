import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download'
import { useState } from 'react'

import { type Problem, refusalOf, UNREACHABLE } from '../../api/client.ts'
import type { paths } from '../../admin-api.d.ts'
import { useSay } from '../../parts/notices.tsx'
import type { Level } from './level.ts'

const FORMATS = [
  { format: 'csv', text: 'CSV, a row for each line' },
  { format: 'json', text: 'JSON, with totals and prices' },
  { format: 'html', text: 'HTML, to read or print' },
  { format: 'parquet', text: 'Parquet, for analysis' },
] as const
type Query = NonNullable<paths['/admin/v1/statements/{month}/export']['get']['parameters']['query']>

interface ExportMenuProps {
  readonly month: string
  readonly level: Level
}

/** What the page shows, as a file: the lines of what was chosen, or its groups. */
export function ExportMenu({ month, level }: ExportMenuProps) {
  const say = useSay()
  const [isUnderWay, setUnderWay] = useState(false)
  const download = async (query: Query) => {
    setUnderWay(true)
    const problem = await save(month, { ...level.within, ...query })
    setUnderWay(false)
    if (problem !== null) say(problem.message, { intent: 'error', text: problem.remedy ?? '' })
  }
  const isPart = Object.keys(level.within).length > 0
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button icon={<ArrowDownloadRegular />} disabledFocusable={isUnderWay}>
          {isUnderWay ? 'Making the file …' : isPart ? 'Export what is chosen' : 'Export'}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {FORMATS.map(({ format, text }) => (
            <MenuItem key={format} onClick={() => void download({ format })}>
              {text}
            </MenuItem>
          ))}
          <MenuItem onClick={() => void download({ format: 'csv', by: level.by })}>
            The table {level.many.toLowerCase()}, as CSV
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}

/** Asked for by script rather than followed as a link, so that a refusal is told and not saved. */
async function save(month: string, query: Query): Promise<Problem | null> {
  const asked = new URLSearchParams(Object.entries(query))
  const address = `/admin/v1/statements/${month}/export?${asked.toString()}`
  let file: Blob
  let name: string
  try {
    const response = await fetch(address, { cache: 'no-store' })
    if (!response.ok) return await refusalOf(response)
    file = await response.blob()
    const told = /filename="?([^";]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1]
    name = told ?? `statement-${month}`
  } catch {
    return UNREACHABLE
  }
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 0)
  return null
}
