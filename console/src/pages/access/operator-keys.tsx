import { Button, makeStyles, Switch, tokens } from '@fluentui/react-components'
import { KeyRegular } from '@fluentui/react-icons/svg/key'
import { useState } from 'react'

import { answerOf, api, type Schemas } from '../../api/client.ts'
import { useSession } from '../../api/session.tsx'
import { refreshAll } from '../../api/use-get.ts'
import { Count, Moment } from '../../parts/amounts.tsx'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { KeyShownOnce } from '../../parts/key-shown-once.tsx'
import { LastUse } from '../../parts/last-use.tsx'
import { useSay } from '../../parts/notices.tsx'
import { Section } from '../../parts/section.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { NewKeyDialog } from './new-key-dialog.tsx'
import { ROLE_NAMES } from './roles.ts'

type Key = Schemas['OperatorKey']

const useStyles = makeStyles({
  name: { fontWeight: 600, overflowWrap: 'break-word' },
  id: { fontFamily: tokens.fontFamilyMonospace, fontSize: '12px', color: tokens.colorNeutralForeground3 },
  own: { fontWeight: 400, color: tokens.colorNeutralForeground3 },
  actions: { display: 'inline-flex', gap: '4px' },
})

type Asking =
  | { readonly kind: 'create' }
  | { readonly kind: 'revoke'; readonly key: Key }
  | { readonly kind: 'sign-out'; readonly key: Key }

export function OperatorKeys({ keys }: { readonly keys: readonly Key[] }) {
  const styles = useStyles()
  const { may } = useSession()
  const isOwner = may('owner')
  const [asking, setAsking] = useState<Asking | null>(null)
  const [made, setMade] = useState<{ readonly key: string; readonly operator: string } | null>(null)
  const [showsEnded, setShowsEnded] = useState(false)
  const ended = keys.filter(({ state }) => state !== 'live').length
  const columns: readonly Column<Key>[] = [
    {
      id: 'operator',
      header: 'Operator',
      isTitle: true,
      render: ({ operator, id, isOwn }) => (
        <>
          <div className={styles.name}>
            {operator}
            {isOwn && <span className={styles.own}> (you)</span>}
          </div>
          <div className={styles.id}>{id}</div>
        </>
      ),
      sort: ({ operator }) => operator,
    },
    { id: 'role', header: 'Role', render: ({ role }) => ROLE_NAMES[role], sort: ({ role }) => role },
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
      render: ({ expiresMs, revokedMs }) => {
        const endMs = revokedMs ?? expiresMs
        return endMs === null ? 'never' : <Moment atMs={endMs} as="since" />
      },
      sort: ({ expiresMs, revokedMs }) => revokedMs ?? expiresMs,
    },
    {
      id: 'used',
      header: 'Last used',
      render: (key) => <LastUse of={key} />,
      sort: ({ lastUsedMs }) => lastUsedMs,
    },
    {
      id: 'sessions',
      header: 'Sessions',
      align: 'end',
      render: ({ sessions }) => <Count value={sessions} />,
      sort: ({ sessions }) => sessions,
    },
    {
      id: 'actions',
      header: 'Actions',
      align: 'end',
      render: (key) =>
        key.state === 'live' ? (
          <span className={styles.actions}>
            {key.sessions > 0 && (
              <Button
                size="small"
                appearance="subtle"
                aria-label={`Sign out ${key.operator} ${key.id} everywhere`}
                onClick={() => setAsking({ kind: 'sign-out', key })}
              >
                Sign out
              </Button>
            )}
            <Button
              size="small"
              appearance="subtle"
              aria-label={`Revoke the key of ${key.operator} ${key.id}`}
              onClick={() => setAsking({ kind: 'revoke', key })}
            >
              Revoke
            </Button>
          </span>
        ) : null,
    },
  ]
  return (
    <Section
      title={isOwner ? 'Operator keys' : 'Your operator key'}
      padding="none"
      actions={
        <>
          {ended > 0 && (
            <Switch
              label={`Show ended keys (${ended})`}
              checked={showsEnded}
              onChange={(_, { checked }) => setShowsEnded(checked)}
            />
          )}
          {isOwner && (
            <Button size="small" onClick={() => setAsking({ kind: 'create' })}>
              New operator key
            </Button>
          )}
        </>
      }
    >
      <DataTable
        caption="Operator keys"
        columns={columns}
        rows={showsEnded ? keys : keys.filter(({ state }) => state === 'live')}
        rowKey={({ id }) => id}
        sortedBy={{ column: 'operator', direction: 'ascending' }}
        pageSize={20}
        empty={
          <EmptyState
            icon={<KeyRegular />}
            title="No operator key is live"
            text="On the machine itself causeway operators create makes one at any time."
          />
        }
      />
      <NewKeyDialog isOpen={asking?.kind === 'create'} close={() => setAsking(null)} show={setMade} />
      <RevokeDialog of={asking?.kind === 'revoke' ? asking.key : null} close={() => setAsking(null)} />
      <SignOutDialog of={asking?.kind === 'sign-out' ? asking.key : null} close={() => setAsking(null)} />
      <KeyShownOnce
        secret={made?.key ?? null}
        title="The new operator key"
        text={
          <>
            For <strong>{made?.operator}</strong>. Hand it over by a channel that is private: who has it may
            sign in.
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

interface AboutKeyProps {
  readonly of: Key | null
  readonly close: () => void
}

function RevokeDialog({ of, close }: AboutKeyProps) {
  const say = useSay()
  return (
    <ConfirmDialog
      isOpen={of !== null}
      close={close}
      title="Revoke the operator key?"
      deed="Revoke"
      text={
        of?.isOwn === true
          ? `It is the key that you are signed in with: it ends at once, and you are signed out everywhere. An owner has to make you another.`
          : `The key of ${of?.operator ?? ''} (${of?.id ?? ''}) ends at once: programs that use it are refused, and its sessions end.`
      }
      confirm={async () => {
        const answer = await answerOf(
          api.POST('/admin/v1/operators/{id}/revoke', { params: { path: { id: of?.id ?? '' } } }),
        )
        if (answer.ok) {
          refreshAll('/admin/v1/operators', '/admin/v1/sessions')
          say('The operator key is revoked')
        }
        return answer
      }}
    />
  )
}

function SignOutDialog({ of, close }: AboutKeyProps) {
  const say = useSay()
  return (
    <ConfirmDialog
      isOpen={of !== null}
      close={close}
      title={`Sign out ${of?.operator ?? ''} everywhere?`}
      deed="Sign out"
      text={
        of?.isOwn === true
          ? 'You are signed out in all browsers, this one among them. Your key still works.'
          : `All browsers that signed in with the key ${of?.id ?? ''} are signed out. The key still works: revoke it where it was lost.`
      }
      confirm={async () => {
        const answer = await answerOf(
          api.DELETE('/admin/v1/operators/{id}/sessions', { params: { path: { id: of?.id ?? '' } } }),
        )
        if (answer.ok) {
          refreshAll('/admin/v1/operators', '/admin/v1/sessions')
          say('All sessions of the key have ended')
        }
        return answer
      }}
    />
  )
}
