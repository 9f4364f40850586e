import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { DesktopRegular } from '@fluentui/react-icons/svg/desktop'
import { useState } from 'react'

import { answerOf, api, type Schemas } from '../../api/client.ts'
import { refreshAll } from '../../api/use-get.ts'
import { Moment } from '../../parts/amounts.tsx'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { useSay } from '../../parts/notices.tsx'
import { Section } from '../../parts/section.tsx'
import { ROLE_NAMES } from './roles.ts'

type OpenSession = Schemas['OpenSession']

const useStyles = makeStyles({
  name: { fontWeight: 600, overflowWrap: 'break-word' },
  own: { fontWeight: 400, color: tokens.colorNeutralForeground3 },
  id: { fontFamily: tokens.fontFamilyMonospace, fontSize: '12px', color: tokens.colorNeutralForeground3 },
})

export function Sessions({ sessions }: { readonly sessions: readonly OpenSession[] }) {
  const styles = useStyles()
  const [chosen, setChosen] = useState<OpenSession | null>(null)
  const columns: readonly Column<OpenSession>[] = [
    {
      id: 'operator',
      header: 'Operator',
      isTitle: true,
      render: ({ operator, key, isOwn }) => (
        <>
          <div className={styles.name}>
            {operator}
            {isOwn && <span className={styles.own}> (this browser)</span>}
          </div>
          <div className={styles.id}>{key}</div>
        </>
      ),
      sort: ({ operator }) => operator,
    },
    { id: 'role', header: 'Role', render: ({ role }) => ROLE_NAMES[role], sort: ({ role }) => role },
    {
      id: 'browser',
      header: 'Browser',
      render: ({ browser }) => browser ?? 'not known',
      sort: ({ browser }) => browser,
    },
    {
      id: 'address',
      header: 'Address',
      render: ({ address }) => address ?? 'hidden by a proxy',
      sort: ({ address }) => address,
    },
    {
      id: 'since',
      header: 'Signed in',
      render: ({ sinceMs }) => <Moment atMs={sinceMs} as="since" />,
      sort: ({ sinceMs }) => sinceMs,
    },
    {
      id: 'used',
      header: 'Last used',
      render: ({ lastUsedMs }) => <Moment atMs={lastUsedMs} as="since" />,
      sort: ({ lastUsedMs }) => lastUsedMs,
    },
    {
      id: 'ends',
      header: 'Ends',
      render: ({ expiresMs }) => <Moment atMs={expiresMs} as="since" />,
      sort: ({ expiresMs }) => expiresMs,
    },
    {
      id: 'actions',
      header: 'Actions',
      align: 'end',
      render: (session) => (
        <Button
          size="small"
          appearance="subtle"
          aria-label={`Sign out ${session.operator} from ${session.address ?? session.id}`}
          onClick={() => setChosen(session)}
        >
          Sign out
        </Button>
      ),
    },
  ]
  return (
    <Section title="Sessions" note="of the console" padding="none">
      <DataTable
        caption="Sessions of the console"
        columns={columns}
        rows={sessions}
        rowKey={({ id }) => id}
        sortedBy={{ column: 'used', direction: 'descending' }}
        pageSize={20}
        empty={
          <EmptyState
            icon={<DesktopRegular />}
            title="No session is open"
            text="Whoever signs in at the console stands here until they sign out, for twelve hours at most."
          />
        }
      />
      <SignOutDialog of={chosen} close={() => setChosen(null)} />
    </Section>
  )
}

function SignOutDialog({ of, close }: { readonly of: OpenSession | null; readonly close: () => void }) {
  const say = useSay()
  return (
    <ConfirmDialog
      isOpen={of !== null}
      close={close}
      title={`Sign out ${of?.operator ?? ''} there?`}
      deed="Sign out"
      text={
        of?.isOwn === true
          ? 'It is the one that you are in: you are asked to sign in again.'
          : `The session in ${of?.browser ?? 'a browser that is not known'} from ${of?.address ?? 'behind a proxy'} ends. The key still works: revoke it where it was lost.`
      }
      confirm={async () => {
        const answer = await answerOf(
          api.DELETE('/admin/v1/sessions/{id}', { params: { path: { id: of?.id ?? '' } } }),
        )
        if (answer.ok) {
          refreshAll('/admin/v1/operators', '/admin/v1/sessions')
          say('The session has ended')
        }
        return answer
      }}
    />
  )
}
