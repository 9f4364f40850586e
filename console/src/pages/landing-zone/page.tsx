import {
  Button,
  makeStyles,
  Menu,
  MenuItemLink,
  MenuList,
  MenuPopover,
  MenuTrigger,
  SearchBox,
  Select,
  tokens,
} from '@fluentui/react-components'
import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download'
import { OpenRegular } from '@fluentui/react-icons/svg/open'
import { useState } from 'react'
import { useSearchParams } from 'wouter'

import type { GetAnswer } from '../../api/client.ts'
import { useGet } from '../../api/use-get.ts'
import { AskedFor } from '../../parts/asked-for.tsx'
import { formatCount, formatUsd, sentenceOf } from '../../parts/format.ts'
import { PageHeader } from '../../parts/page-header.tsx'
import { Section } from '../../parts/section.tsx'
import { Stat, Stats } from '../../parts/stat.tsx'
import { NoZone } from './no-zone.tsx'
import { ResourcePanel, type ZoneResource } from './resource-panel.tsx'
import { ResourceTable } from './resource-table.tsx'

type Zone = GetAnswer<'/admin/v1/landing-zone'>

const PICTURE = '/admin/v1/landing-zone/topology.svg'
const DOWNLOADS = [
  ['all', 'Everything'],
  ['bicep', 'Bicep'],
  ['arm', 'ARM templates'],
  ['terraform', 'Terraform'],
] as const

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: '12px' },
  /** The picture has colours of its own, made for a light ground. */
  picture: {
    overflow: 'auto',
    maxHeight: '640px',
    padding: '8px 16px 16px',
  },
  whole: { display: 'block', ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` } },
  drawing: { display: 'block', maxWidth: '100%', minWidth: '640px', borderRadius: tokens.borderRadiusMedium },
  search: { width: '220px', maxWidth: '100%' },
  stage: { maxWidth: '100%' },
  lists: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: '12px',
    alignItems: 'start',
    '@media (max-width: 1000px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  list: { margin: 0, paddingLeft: '20px', overflowWrap: 'anywhere' },
})

export function Page() {
  const styles = useStyles()
  const zone = useGet('/admin/v1/landing-zone', {})
  const canBuild = zone.data !== null && zone.data.problem === null
  return (
    <div className={styles.page}>
      <PageHeader
        title="Landing zone"
        text="What the workload file in force builds on Azure, and which recommendation asks for each resource."
        actions={canBuild ? <Download /> : undefined}
      />
      <AskedFor asked={zone} label="Building the landing zone">
        {(data) =>
          data.problem === null ? <Built zone={data} /> : <NoZone problem={sentenceOf(data.problem)} />
        }
      </AskedFor>
    </div>
  )
}

function Download() {
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="primary" icon={<ArrowDownloadRegular />}>
          Download
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {DOWNLOADS.map(([format, text]) => (
            <MenuItemLink key={format} href={`/admin/v1/landing-zone/download?format=${format}`} download>
              {text}
            </MenuItemLink>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}

function Built({ zone }: { readonly zone: Zone }) {
  const styles = useStyles()
  // What Azure keeps in no region says `global`.
  const regions = new Set(
    zone.resources.flatMap(({ region }) => (region === null || region === 'global' ? [] : region)),
  )
  return (
    <div className={styles.page}>
      <Stats>
        <Stat label="Resources" value={formatCount(zone.resources.length)} />
        <Stat label="Stages" value={formatCount(zone.stages.length)} note="deployed one after the other" />
        <Stat label="Regions" value={formatCount(regions.size)} note={[...regions].sort().join(', ')} />
        <Stat
          label="A month, at least"
          value={formatUsd(zone.usdPerMonth)}
          note={`without ${formatCount(zone.unknownCosts.length)} of unknown price, and what is paid by use`}
        />
      </Stats>
      <Section
        title="Topology"
        note="regions, networks, endpoints and traffic"
        padding="none"
        actions={
          <Button
            as="a"
            appearance="subtle"
            size="small"
            icon={<OpenRegular />}
            href={PICTURE}
            target="_blank"
          >
            Open alone
          </Button>
        }
      >
        <div className={styles.picture}>
          <a href={PICTURE} target="_blank" rel="noreferrer" className={styles.whole}>
            <img
              className={styles.drawing}
              src={PICTURE}
              alt={`${regions.size} regions with their networks and endpoints, and the traffic in and out; the table below has the same resources`}
            />
          </a>
        </div>
      </Section>
      <Resources zone={zone} />
      <div className={styles.lists}>
        <Lines title="What to know before deploying" lines={zone.notes} />
        <Lines title="Costs that are not known" lines={zone.unknownCosts} />
      </div>
    </div>
  )
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  const styles = useStyles()
  if (lines.length === 0) return null
  return (
    <Section title={title} note={formatCount(lines.length)}>
      <ul className={styles.list}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Section>
  )
}

function Resources({ zone }: { readonly zone: Zone }) {
  const styles = useStyles()
  const [params, setParams] = useSearchParams()
  const [words, setWords] = useState('')
  const stage = params.get('stage')
  const asked = params.get('resource')
  const wanted = words.trim().toLowerCase()
  const shown = zone.resources.filter(
    (one) =>
      (stage === null || one.stage === stage) &&
      `${one.symbol} ${one.type} ${one.name} ${one.region ?? ''} ${one.because.map(({ rule }) => rule).join(' ')}`
        .toLowerCase()
        .includes(wanted),
  )
  const change = (name: string, value: string | null) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        if (value === null) next.delete(name)
        else next.set(name, value)
        return next
      },
      { replace: true },
    )
  const addressOf = (resource: ZoneResource) => {
    const next = new URLSearchParams(params)
    next.set('resource', keyOf(resource))
    return `/landing-zone?${next.toString()}`
  }
  return (
    <Section
      title="Resources"
      note={formatCount(shown.length)}
      padding="none"
      actions={
        <>
          <Select
            size="small"
            aria-label="Stage"
            className={styles.stage}
            value={stage ?? ''}
            onChange={(_, { value }) => change('stage', value === '' ? null : value)}
          >
            <option value="">All stages</option>
            {zone.stages.map(({ name, resources }) => (
              <option key={name} value={name}>
                {name} ({resources})
              </option>
            ))}
          </Select>
          <SearchBox
            size="small"
            className={styles.search}
            placeholder="Name, type, region, rule"
            aria-label="Search resources"
            value={words}
            onChange={(_, { value }) => setWords(value)}
          />
        </>
      }
    >
      <ResourceTable key={`${stage} ${words}`} resources={shown} addressOf={addressOf} />
      <ResourcePanel
        resource={zone.resources.find((one) => keyOf(one) === asked) ?? null}
        close={() => change('resource', null)}
      />
    </Section>
  )
}

/** Symbols are unique within a stage. */
function keyOf({ stage, symbol }: ZoneResource): string {
  return `${stage}/${symbol}`
}
