import { Button, makeStyles, SearchBox, Select, Tab, TabList } from '@fluentui/react-components'
import { ArrowClockwiseRegular } from '@fluentui/react-icons/svg/arrow-clockwise'
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss'
import { useMemo, useState } from 'react'
import { useSearchParams } from 'wouter'

import type { GetAnswer } from '../../api/client.ts'
import { useGet } from '../../api/use-get.ts'
import { Moment } from '../../parts/amounts.tsx'
import { AskedFor } from '../../parts/asked-for.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { formatCount } from '../../parts/format.ts'
import { PageHeader } from '../../parts/page-header.tsx'
import { Section } from '../../parts/section.tsx'
import { Stat, Stats } from '../../parts/stat.tsx'
import { TimeChart } from '../../parts/time-chart.tsx'
import { NARROW } from '../../parts/use-media-query.ts'
import { Changes } from './changes.tsx'
import { FindingPanel } from './finding-panel.tsx'
import { FindingTable } from './finding-table.tsx'
import { chosen, pillarTitle, SEVERITIES, type Verdict, VERDICTS } from './findings.ts'
import { Pillars } from './pillars.tsx'

type Review = GetAnswer<'/admin/v1/review'>
type Scores = GetAnswer<'/admin/v1/review/history'>['scores']

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: '12px' },
  top: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: '12px',
    '@media (max-width: 1000px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  tools: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: '8px',
    padding: '0 16px 8px 8px',
    [NARROW]: { padding: '0 8px 8px' },
  },
  tabs: { flexWrap: 'wrap', minWidth: 0, maxWidth: '100%' },
  search: { width: '220px', [NARROW]: { width: '100%' } },
  right: { display: 'flex', flexWrap: 'wrap', gap: '8px', [NARROW]: { paddingLeft: '8px' } },
  notices: { margin: 0, paddingLeft: '20px' },
})

export function Page() {
  const styles = useStyles()
  const review = useGet('/admin/v1/review', {})
  const history = useGet('/admin/v1/review/history', {})
  const again = () => {
    review.refresh()
    history.refresh()
  }
  return (
    <div className={styles.page}>
      <PageHeader
        title="Review"
        text="The workload file in force, held to Microsoft’s guidance for AI workloads on Azure."
        actions={
          <Button icon={<ArrowClockwiseRegular />} onClick={again}>
            Review again
          </Button>
        }
      />
      <AskedFor asked={review} label="Reviewing the workload file">
        {(data) => <Reviewed review={data} scores={history.data?.scores ?? []} />}
      </AskedFor>
    </div>
  )
}

function Reviewed({ review, scores }: { readonly review: Review; readonly scores: Scores }) {
  const styles = useStyles()
  const [params, setParams] = useSearchParams()
  const pillar = params.get('pillar')
  const open = review.findings.find((one) => keyOf(one) === params.get('finding')) ?? null
  const { score, counts, pillars } = review.score
  const choose = (name: string, value: string | null) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        if (value === null) next.delete(name)
        else next.set(name, value)
        return next
      },
      { replace: true },
    )
  const addressOf = (finding: Review['findings'][number]) => {
    const next = new URLSearchParams(params)
    next.set('finding', keyOf(finding))
    return `/review?${next.toString()}`
  }
  return (
    <div className={styles.page}>
      <Stats>
        <Stat
          label="Score"
          value={Math.round(score)}
          unit="of 100"
          note={
            <>
              reviewed <Moment atMs={review.reviewedMs} as="since" />
            </>
          }
        />
        <Stat label="Failed" value={formatCount(counts.fail)} />
        <Stat label="Not known" value={formatCount(counts.undetermined)} note="the file does not say" />
        <Stat label="Passed" value={formatCount(counts.pass)} />
        <Stat label="Not applicable" value={formatCount(counts.notApplicable)} />
      </Stats>
      <div className={styles.top}>
        <Pillars pillars={pillars} chosen={pillar} choose={(one) => choose('pillar', one)} />
        <ScoreOverTime scores={scores} />
      </div>
      <Changes review={review} addressOf={addressOf} />
      <Findings review={review} choose={choose} addressOf={addressOf} />
      {review.notices.length > 0 && (
        <Section title="Remarks" note={review.notices.length}>
          <ul className={styles.notices}>
            {review.notices.map((notice) => (
              <li key={notice}>{notice}</li>
            ))}
          </ul>
        </Section>
      )}
      <FindingPanel finding={open} close={() => choose('finding', null)} />
    </div>
  )
}

function ScoreOverTime({ scores }: { readonly scores: Scores }) {
  const [first, second] = scores
  const { steps, series } = useMemo(
    () => ({
      steps: scores.map(({ atMs }) => atMs),
      series: [{ name: 'Score', values: scores.map((one) => one.score) }],
    }),
    [scores],
  )
  // A line has two ends.
  if (first !== undefined && second === undefined)
    return (
      <Section title="Score over time">
        <EmptyState
          title={`The first review: ${Math.round(first.score)} of 100`}
          text="A score is kept of each day and of each change of the workload file; from the second on there is a line."
        />
      </Section>
    )
  return (
    <TimeChart
      title="Score over time"
      note="of 100"
      steps={steps}
      series={series}
      most={100}
      format={(value) => (value === null ? '–' : `${Math.round(value)} of 100`)}
      formatAxis={(value) => String(Math.round(value))}
    />
  )
}

interface FindingsProps {
  readonly review: Review
  readonly choose: (name: string, value: string | null) => void
  readonly addressOf: (finding: Review['findings'][number]) => string
}

function Findings({ review, choose, addressOf }: FindingsProps) {
  const styles = useStyles()
  const [params] = useSearchParams()
  const [words, setWords] = useState('')
  const pillar = params.get('pillar')
  const severity = params.get('severity')
  const verdict = verdictIn(params)
  const rule = params.get('rule')
  // A rule that is asked for, as from a resource of the landing zone, is shown whatever its verdict.
  const found =
    rule === null
      ? chosen(review.findings, { verdict, pillar, severity, words })
      : review.findings.filter((finding) => finding.rule === rule)
  return (
    <Section
      title={pillar === null ? 'Findings' : `Findings of ${pillarTitle(pillar)}`}
      note={found.length}
      padding="none"
    >
      {rule !== null && (
        <div className={styles.tools}>
          <Button
            appearance="subtle"
            size="small"
            icon={<DismissRegular />}
            onClick={() => choose('rule', null)}
          >
            {rule} alone
          </Button>
        </div>
      )}
      <div className={styles.tools} hidden={rule !== null}>
        <TabList
          size="small"
          className={styles.tabs}
          selectedValue={verdict}
          onTabSelect={(_, { value }) => choose('verdict', value === 'fail' ? null : String(value))}
        >
          {(Object.keys(VERDICTS) as Verdict[]).map((one) => (
            <Tab key={one} value={one}>
              {VERDICTS[one].text}
            </Tab>
          ))}
        </TabList>
        <div className={styles.right}>
          <Select
            size="small"
            aria-label="Severity"
            value={severity ?? ''}
            onChange={(_, { value }) => choose('severity', value === '' ? null : value)}
          >
            <option value="">Any severity</option>
            {SEVERITIES.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </Select>
          <SearchBox
            size="small"
            className={styles.search}
            placeholder="Rule, subject, words"
            aria-label="Search findings"
            value={words}
            onChange={(_, { value }) => setWords(value)}
          />
        </div>
      </div>
      <FindingTable
        key={`${verdict} ${pillar} ${severity} ${words}`}
        findings={found}
        verdict={verdict}
        isFiltered={pillar !== null || severity !== null || words !== ''}
        addressOf={addressOf}
      />
    </Section>
  )
}

function verdictIn(params: URLSearchParams): Verdict {
  const asked = params.get('verdict')
  return asked !== null && asked in VERDICTS ? (asked as Verdict) : 'fail'
}

function keyOf({ rule, fingerprint }: Review['findings'][number]): string {
  return `${rule} ${fingerprint}`
}
