import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  tokens,
  Tooltip,
} from '@fluentui/react-components'
import { useMemo, useState } from 'react'

import { answerOf, api, type GetAnswer, type Schemas } from '../../api/client.ts'
import { useSession } from '../../api/session.tsx'
import { refreshAll, useGet } from '../../api/use-get.ts'
import { Count, Money } from '../../parts/amounts.tsx'
import { AskedFor } from '../../parts/asked-for.tsx'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Facts } from '../../parts/facts.tsx'
import { formatCount, formatDuration } from '../../parts/format.ts'
import { Meter } from '../../parts/meter.tsx'
import { useSay } from '../../parts/notices.tsx'
import { TextLink } from '../../parts/row-link.tsx'
import { Section } from '../../parts/section.tsx'
import { SidePanel } from '../../parts/side-panel.tsx'
import { isFailing } from '../../parts/status-badge.tsx'
import { TimeChart } from '../../parts/time-chart.tsx'
import { useWindow, WindowPicker } from '../../parts/window-picker.tsx'
import { capacityText, DeploymentStatus } from './deployment-table.tsx'
import { type DeploymentNow, isOut, reasonOf } from './fleet.ts'

type Detail = GetAnswer<'/admin/v1/deployments/{id}'>
type Failure = Detail['failures'][number]
type User = Detail['consumers'][number]

const REFRESH_MS = 30_000

const useStyles = makeStyles({
  meters: { display: 'flex', flexDirection: 'column', gap: '10px' },
  meterLabel: {
    fontSize: '12px',
    color: tokens.colorNeutralForeground3,
    display: 'flex',
    justifyContent: 'space-between',
  },
  pair: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: '8px',
    flexWrap: 'wrap',
  },
  heading: { margin: 0, fontSize: '15px', fontWeight: 600 },
  column: { display: 'flex', flexDirection: 'column', gap: '12px' },
})

interface DeploymentPanelProps {
  readonly id: string
  /** As live figures say; null where it is not in the list. */
  readonly now: DeploymentNow | null
  /** Others that serve its model. */
  readonly others: readonly DeploymentNow[]
  readonly close: () => void
}

export function DeploymentPanel({ id, now, others, close }: DeploymentPanelProps) {
  const styles = useStyles()
  const [window] = useWindow()
  const asked = useGet(
    '/admin/v1/deployments/{id}',
    { path: { id }, query: { window } },
    { everyMs: REFRESH_MS, keepsPrevious: true },
  )
  return (
    <SidePanel
      isOpen
      close={close}
      title={id}
      text={now === null ? undefined : <DeploymentStatus deployment={now} />}
      actions={now === null ? undefined : <Drain now={now} others={others} />}
    >
      {now !== null && <Standing now={now} />}
      <div className={styles.pair}>
        <h2 className={styles.heading}>Over time</h2>
        <TextLink to={`/exchanges?deployment=${encodeURIComponent(id)}&window=${window}`}>
          Its exchanges
        </TextLink>
        <WindowPicker />
      </div>
      <AskedFor asked={asked} label="Adding up its attempts">
        {(detail) => <History detail={detail} />}
      </AskedFor>
    </SidePanel>
  )
}

function Standing({ now }: { readonly now: DeploymentNow }) {
  const styles = useStyles()
  const reason = reasonOf(now)
  return (
    <>
      {reason !== null && (
        <MessageBar intent={isOut(now) ? 'error' : 'warning'} layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>
              {now.status === 'unavailable'
                ? 'It takes no attempts.'
                : isFailing(now)
                  ? 'It fails, so it gets no attempts while others can serve.'
                  : 'It is not at its best.'}
            </MessageBarTitle>{' '}
            {isFailing(now)
              ? 'One is tried from time to time; when it is answered, it gets its share again.'
              : reason}
          </MessageBarBody>
        </MessageBar>
      )}
      <Facts
        facts={[
          ['Model', now.model],
          ['Base model', now.version === null ? now.baseModel : `${now.baseModel} (${now.version})`],
          ['Region', now.region ?? 'none'],
          ['Account', now.account],
          ['Type', now.type ?? 'not stated'],
          ['Capacity', capacityText(now)],
          ['Priority', now.priority],
          ['Breaker', now.breaker],
          ['Attempts open', formatCount(now.inFlight)],
          ['First token, p95, now', formatDuration(now.firstTokenP95Ms)],
          ['Retires', now.retires ?? 'not known'],
        ]}
      />
      {(now.ptuUtilization !== null || now.quota.length > 0) && (
        <div className={styles.meters}>
          {now.ptuUtilization !== null && (
            <div>
              <div className={styles.meterLabel}>Provisioned capacity in use</div>
              <Meter share={now.ptuUtilization} label="Provisioned capacity in use" />
            </div>
          )}
          {now.quota.map(({ unit, most, used }) => (
            <div key={unit}>
              <div className={styles.meterLabel}>
                <span>Quota of {unit}, this minute</span>
                <span>
                  {formatCount(used)} of {formatCount(most)}
                </span>
              </div>
              <Meter share={most === 0 ? 0 : used / most} label={`Quota of ${unit}, this minute`} />
            </div>
          ))}
        </div>
      )}
    </>
  )
}

function History({ detail }: { readonly detail: Detail }) {
  const styles = useStyles()
  const { steps, failures, consumers } = detail
  const { times, traffic, latency } = useMemo(
    () => ({
      times: steps.map(({ atMs }) => atMs),
      traffic: [
        { name: 'Answered', values: steps.map(answeredOf), color: 0 },
        { name: 'Not answered', values: steps.map((step) => step.attempts - answeredOf(step)), color: 5 },
      ],
      latency: [
        { name: 'First token, p50', values: steps.map(({ firstTokenP50Ms }) => firstTokenP50Ms), color: 2 },
        { name: 'First token, p95', values: steps.map(({ firstTokenP95Ms }) => firstTokenP95Ms), color: 0 },
      ],
    }),
    [steps],
  )
  return (
    <div className={styles.column}>
      <TimeChart
        title="Attempts"
        note="those that failed over, too"
        level={3}
        height={150}
        steps={times}
        series={traffic}
        kind="stacked"
        format={formatCount}
      />
      <TimeChart
        title="First token"
        level={3}
        height={150}
        steps={times}
        series={latency}
        format={formatDuration}
        formatAxis={formatDuration}
      />
      <Section title="Why attempts were not answered" level={3} padding="none">
        <DataTable
          caption="Why attempts were not answered"
          columns={FAILURES}
          rows={failures}
          rowKey={({ reason }) => reason}
          empty={<EmptyState title="Every attempt was answered" />}
        />
      </Section>
      <Section title="Who used it most" level={3} padding="none">
        <DataTable
          caption="Who used it most"
          columns={USERS}
          rows={consumers}
          rowKey={({ consumer }) => consumer}
          pageSize={10}
          empty={<EmptyState title="Nobody used it in this time" />}
        />
      </Section>
    </div>
  )
}

function answeredOf({ attemptsAnswered }: Schemas['TrafficStep']): number {
  return attemptsAnswered ?? 0
}

const FAILURES: readonly Column<Failure>[] = [
  { id: 'reason', header: 'Reason', isTitle: true, render: ({ reason }) => reason },
  {
    id: 'attempts',
    header: 'Attempts',
    align: 'end',
    render: ({ attempts }) => <Count value={attempts} />,
    sort: ({ attempts }) => attempts,
  },
]

const USERS: readonly Column<User>[] = [
  {
    id: 'consumer',
    header: 'Consumer',
    isTitle: true,
    render: ({ consumer }) => (
      <TextLink to={`/consumers?path=${encodeURIComponent(consumer)}`}>{consumer}</TextLink>
    ),
  },
  {
    id: 'exchanges',
    header: 'Exchanges',
    align: 'end',
    render: ({ exchanges }) => <Count value={exchanges} />,
    sort: ({ exchanges }) => exchanges,
  },
  {
    id: 'cost',
    header: 'Cost',
    align: 'end',
    render: ({ usd }) => <Money value={usd} />,
    sort: ({ usd }) => usd,
  },
]

function Drain({ now, others }: { readonly now: DeploymentNow; readonly others: readonly DeploymentNow[] }) {
  const { may } = useSession()
  const say = useSay()
  const [isAsking, setAsking] = useState(false)
  const { deployment: id, isDrained, model } = now
  // Of the question, which stays the same while it closes and the answer has come.
  const [isUndrain, setUndrain] = useState(isDrained)
  const deed = isUndrain ? 'Undrain' : 'Drain'
  const ask = () => {
    setUndrain(isDrained)
    setAsking(true)
  }
  const usable = others.filter((one) => !one.isDrained && !isOut(one))
  const button = (
    <Button disabledFocusable={!may('operator')} onClick={ask}>
      {isDrained ? 'Undrain' : 'Drain'}
    </Button>
  )
  return (
    <>
      {may('operator') ? (
        button
      ) : (
        <Tooltip content="For the role operator" relationship="description">
          {button}
        </Tooltip>
      )}
      <ConfirmDialog
        isOpen={isAsking}
        close={() => setAsking(false)}
        title={`${deed} ${id}?`}
        deed={deed}
        text={
          isUndrain
            ? 'It gets attempts again, by its priority and health.'
            : `It gets no more attempts; those under way end. ${
                usable.length === 0
                  ? `Nothing else serves ${model} now: its exchanges will be refused.`
                  : `${model} is served by ${usable.length} other deployments meanwhile.`
              }`
        }
        {...(isUndrain ? {} : { asksReason: 'may' })}
        confirm={async (reason) => {
          const params = { path: { id } }
          const answer = await answerOf(
            isUndrain
              ? api.POST('/admin/v1/deployments/{id}/undrain', { params })
              : api.POST('/admin/v1/deployments/{id}/drain', {
                  params,
                  body: { reason: reason === '' ? null : reason },
                }),
          )
          if (answer.ok) {
            refreshAll('/admin/v1/deployments', '/admin/v1/deployments/{id}')
            say(isUndrain ? `${id} gets attempts again` : `${id} is drained`)
          }
          return answer
        }}
      />
    </>
  )
}
