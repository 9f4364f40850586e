import { Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components'
import { KeyRegular } from '@fluentui/react-icons/svg/key'
import { useState } from 'react'

import { answerOf, api, type Schemas } from '../../api/client.ts'
import { useSession } from '../../api/session.tsx'
import { refreshAll } from '../../api/use-get.ts'
import { Moment } from '../../parts/amounts.tsx'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { KeyShownOnce } from '../../parts/key-shown-once.tsx'
import { LastUse } from '../../parts/last-use.tsx'
import { LifeField, USUAL_LIFE_MS } from '../../parts/life-field.tsx'
import { useSay } from '../../parts/notices.tsx'
import { Section } from '../../parts/section.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'

type Key = Schemas['ConsumerKey']

const DAY_MS = 86_400_000
const GRACES = [
  { name: 'at once', inMs: 0 },
  { name: 'in an hour', inMs: 3_600_000 },
  { name: 'in a day', inMs: DAY_MS },
  { name: 'in 7 days', inMs: 7 * DAY_MS },
  { name: 'in 30 days', inMs: 30 * DAY_MS },
] as const

const useStyles = makeStyles({
  fields: { display: 'flex', flexDirection: 'column', gap: '12px' },
  label: { fontWeight: 600 },
  id: { fontFamily: tokens.fontFamilyMonospace, fontSize: '12px', color: tokens.colorNeutralForeground3 },
})

type Asking =
  { readonly kind: 'create' } | { readonly kind: 'rotate' } | { readonly kind: 'revoke'; readonly key: Key }

interface KeyListProps {
  readonly consumer: string
  readonly keys: readonly Key[]
}

export function KeyList({ consumer, keys }: KeyListProps) {
  const styles = useStyles()
  const { may } = useSession()
  const [asking, setAsking] = useState<Asking | null>(null)
  const [made, setMade] = useState<string | null>(null)
  const mayChange = may('operator')
  const columns: readonly Column<Key>[] = [
    {
      id: 'label',
      header: 'Key',
      isTitle: true,
      render: ({ label, id }) => (
        <>
          <div className={styles.label}>{label ?? 'without a label'}</div>
          <div className={styles.id}>{id}</div>
        </>
      ),
      sort: ({ label }) => label,
    },
    {
      id: 'state',
      header: 'State',
      render: ({ state }) => (
        <StatusBadge tone={state === 'live' ? 'good' : 'neutral'}>{STATES[state]}</StatusBadge>
      ),
      sort: ({ state }) => state,
    },
    {
      id: 'created',
      header: 'Made',
      render: ({ createdMs }) => <Moment atMs={createdMs} as="since" />,
      sort: ({ createdMs }) => createdMs,
    },
    {
      id: 'ends',
      header: 'Ends',
      render: ({ expiresMs, revokedMs }) =>
        revokedMs !== null ? (
          <Moment atMs={revokedMs} as="since" />
        ) : expiresMs === null ? (
          'never'
        ) : (
          <Moment atMs={expiresMs} as="since" />
        ),
      sort: ({ expiresMs }) => expiresMs,
    },
    {
      id: 'used',
      header: 'Last used',
      render: (key) => <LastUse of={key} />,
      sort: ({ lastUsedMs }) => lastUsedMs,
    },
    {
      id: 'actions',
      header: 'Actions',
      align: 'end',
      render: (key) =>
        key.state === 'live' && mayChange ? (
          <Button
            size="small"
            appearance="subtle"
            aria-label={`Revoke ${key.label ?? key.id}`}
            onClick={() => setAsking({ kind: 'revoke', key })}
          >
            Revoke
          </Button>
        ) : null,
    },
  ]
  return (
    <Section
      title="Keys"
      padding="none"
      actions={
        mayChange ? (
          <>
            <Button size="small" appearance="subtle" onClick={() => setAsking({ kind: 'rotate' })}>
              Rotate
            </Button>
            <Button size="small" onClick={() => setAsking({ kind: 'create' })}>
              New key
            </Button>
          </>
        ) : undefined
      }
    >
      <DataTable
        caption={`Keys of ${consumer}`}
        columns={columns}
        rows={keys}
        rowKey={({ id }) => id}
        pageSize={10}
        empty={
          <EmptyState
            icon={<KeyRegular />}
            title="No key was made for this path"
            text={mayChange ? 'A client calls with a key, or with a token of Entra.' : 'Operators make keys.'}
          />
        }
      />
      <CreateDialog
        consumer={consumer}
        isOpen={asking?.kind === 'create'}
        close={() => setAsking(null)}
        show={setMade}
      />
      <RotateDialog
        consumer={consumer}
        isOpen={asking?.kind === 'rotate'}
        close={() => setAsking(null)}
        show={setMade}
      />
      <RevokeDialog of={asking?.kind === 'revoke' ? asking.key : null} close={() => setAsking(null)} />
      <KeyShownOnce
        secret={made}
        title="The new key"
        text={
          <>
            For <strong>{consumer}</strong>. Give it to whoever runs the client, over a channel that is
            private.
          </>
        }
        close={() => setMade(null)}
      />
    </Section>
  )
}

const STATES: Readonly<Record<Key['state'], string>> = {
  live: 'Live',
  expired: 'Expired',
  revoked: 'Revoked',
}

interface MakingProps {
  readonly consumer: string
  readonly isOpen: boolean
  readonly close: () => void
  readonly show: (key: string) => void
}

function CreateDialog({ consumer, isOpen, close, show }: MakingProps) {
  const styles = useStyles()
  const [label, setLabel] = useState('')
  const [lifeMs, setLifeMs] = useState<number | null>(USUAL_LIFE_MS)
  return (
    <ConfirmDialog
      isOpen={isOpen}
      close={close}
      title="New key"
      text={`For ${consumer}. It is shown once.`}
      deed="Make the key"
      confirm={async () => {
        const answer = await answerOf(
          api.POST('/admin/v1/keys', {
            body: {
              consumer,
              label: label.trim() === '' ? null : label.trim(),
              expiresInMs: lifeMs,
            },
          }),
        )
        if (answer.ok) {
          refreshAll('/admin/v1/consumer', '/admin/v1/consumers')
          show(answer.value.key)
        }
        return answer
      }}
    >
      <div className={styles.fields}>
        <LabelField value={label} change={setLabel} />
        <LifeField value={lifeMs} change={setLifeMs} />
      </div>
    </ConfirmDialog>
  )
}

function RotateDialog({ consumer, isOpen, close, show }: MakingProps) {
  const styles = useStyles()
  const [label, setLabel] = useState('')
  const [grace, setGrace] = useState('2')
  return (
    <ConfirmDialog
      isOpen={isOpen}
      close={close}
      title="Rotate the key"
      text={`A new key for ${consumer}; the ones before go on for the time that you choose, so that no request fails while clients change over.`}
      deed="Rotate"
      confirm={async () => {
        const answer = await answerOf(
          api.POST('/admin/v1/keys/rotate', {
            body: {
              consumer,
              label: label.trim() === '' ? null : label.trim(),
              graceMs: GRACES[Number(grace)]?.inMs ?? DAY_MS,
            },
          }),
        )
        if (answer.ok) {
          refreshAll('/admin/v1/consumer', '/admin/v1/consumers')
          show(answer.value.key)
        }
        return answer
      }}
    >
      <div className={styles.fields}>
        <LabelField value={label} change={setLabel} />
        <Field label="The keys before end">
          <Select value={grace} onChange={(_, data) => setGrace(data.value)}>
            {GRACES.map(({ name }, at) => (
              <option key={name} value={at}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      </div>
    </ConfirmDialog>
  )
}

function LabelField({ value, change }: { readonly value: string; readonly change: (value: string) => void }) {
  return (
    <Field label="Label" hint="What it is for, such as production; nothing secret.">
      <Input value={value} maxLength={200} onChange={(_, data) => change(data.value)} />
    </Field>
  )
}

function RevokeDialog({ of, close }: { readonly of: Key | null; readonly close: () => void }) {
  const say = useSay()
  return (
    <ConfirmDialog
      isOpen={of !== null}
      close={close}
      title="Revoke the key?"
      deed="Revoke"
      text={`${of?.label ?? of?.id ?? ''} ends at once: clients that still use it are refused with 401. Rotate instead where any do.`}
      confirm={async () => {
        const answer = await answerOf(
          api.POST('/admin/v1/keys/{id}/revoke', { params: { path: { id: of?.id ?? '' } } }),
        )
        if (answer.ok) {
          refreshAll('/admin/v1/consumer', '/admin/v1/consumers')
          say('The key is revoked')
        }
        return answer
      }}
    />
  )
}
