import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download'
import { useState } from 'react'

import { type Problem, refusalOf, UNREACHABLE } from '../../api/client.ts'
import { useSay } from '../../parts/notices.tsx'

const FORMATS = [
  { format: 'csv', text: 'CSV, a row for each line' },
  { format: 'json', text: 'JSON, with totals and prices' },
  { format: 'html', text: 'HTML, to read or print' },
  { format: 'parquet', text: 'Parquet, for analysis' },
] as const
type Format = (typeof FORMATS)[number]['format']

interface ExportMenuProps {
  readonly month: string
  /** Only its part of the statement. */
  readonly costCenter: string | undefined
}

/** The statement as a file. */
export function ExportMenu({ month, costCenter }: ExportMenuProps) {
  const say = useSay()
  const [isUnderWay, setUnderWay] = useState(false)
  const download = async (format: Format) => {
    setUnderWay(true)
    const problem = await save(month, format, costCenter)
    setUnderWay(false)
    if (problem !== null) say(problem.message, { intent: 'error', text: problem.remedy ?? '' })
  }
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button icon={<ArrowDownloadRegular />} disabledFocusable={isUnderWay}>
          {isUnderWay ? 'Making the file …' : costCenter === undefined ? 'Export' : `Export ${costCenter}`}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {FORMATS.map(({ format, text }) => (
            <MenuItem key={format} onClick={() => void download(format)}>
              {text}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}

/** Asked for by script rather than followed as a link, so that a refusal is told and not saved. */
async function save(month: string, format: Format, costCenter: string | undefined): Promise<Problem | null> {
  const query = new URLSearchParams({ format, ...(costCenter === undefined ? {} : { costCenter }) })
  const address = `/admin/v1/statements/${month}/export?${query.toString()}`
  let file: Blob
  let name: string
  try {
    const response = await fetch(address, { cache: 'no-store' })
    if (!response.ok) return await refusalOf(response)
    file = await response.blob()
    const told = /filename="?([^";]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1]
    name = told ?? `statement-${month}.${format}`
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
