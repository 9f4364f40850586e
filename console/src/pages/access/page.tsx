import { makeStyles } from '@fluentui/react-components'

import { useSession } from '../../api/session.tsx'
import { useGet } from '../../api/use-get.ts'
import { AskedFor } from '../../parts/asked-for.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { OperatorKeys } from './operator-keys.tsx'
import { Sessions } from './sessions.tsx'

const REFRESH_MS = 30_000

const useStyles = makeStyles({
  sections: { display: 'flex', flexDirection: 'column', gap: '16px' },
})

export function Page() {
  const styles = useStyles()
  const { may } = useSession()
  const keys = useGet('/admin/v1/operators', {}, { everyMs: REFRESH_MS })
  const sessions = useGet('/admin/v1/sessions', {}, { everyMs: REFRESH_MS })
  return (
    <>
      <PageHeader
        title="Access"
        text={
          may('owner')
            ? 'Who may sign in here and call the admin API, what they may do there, and where they are signed in.'
            : 'Your operator key, and where you are signed in with it. Those of others an owner sees.'
        }
      />
      <div className={styles.sections}>
        <AskedFor asked={keys} label="Loading the operator keys">
          {(data) => <OperatorKeys keys={data.keys} />}
        </AskedFor>
        <AskedFor asked={sessions} label="Loading the sessions">
          {(data) => <Sessions sessions={data.sessions} />}
        </AskedFor>
      </div>
    </>
  )
}
