import { Field, Input, makeStyles, Select } from '@fluentui/react-components'
import { useState } from 'react'

import { answerOf, api } from '../../api/client.ts'
import type { Role } from '../../api/session.tsx'
import { refreshAll } from '../../api/use-get.ts'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { LifeField, USUAL_LIFE_MS } from '../../parts/life-field.tsx'
import { ROLE_NAMES, ROLE_WORDS } from './roles.ts'

const useStyles = makeStyles({
  fields: { display: 'flex', flexDirection: 'column', gap: '12px' },
})

const ROLES: readonly Role[] = ['viewer', 'operator', 'owner']

interface NewKeyDialogProps {
  readonly isOpen: boolean
  readonly close: () => void
  readonly show: (made: { readonly key: string; readonly operator: string }) => void
}

export function NewKeyDialog({ isOpen, close, show }: NewKeyDialogProps) {
  const styles = useStyles()
  const [operator, setOperator] = useState('')
  const [role, setRole] = useState<Role>('viewer')
  const [lifeMs, setLifeMs] = useState<number | null>(USUAL_LIFE_MS)
  return (
    <ConfirmDialog
      isOpen={isOpen}
      close={close}
      title="New operator key"
      text="For one person or one program: the audit log names them by it. It is shown once."
      deed="Make the key"
      confirm={async () => {
        const answer = await answerOf(
          api.POST('/admin/v1/operators', {
            body: { operator: operator.trim(), role, ...(lifeMs === null ? {} : { expiresInMs: lifeMs }) },
          }),
        )
        if (answer.ok) {
          refreshAll('/admin/v1/operators')
          setOperator('')
          setRole('viewer')
          show({ key: answer.value.key, operator: answer.value.operator })
        }
        return answer
      }}
    >
      <div className={styles.fields}>
        <Field label="Operator" required hint="Letters, digits, spaces and . _ @ -">
          <Input value={operator} maxLength={64} onChange={(_, data) => setOperator(data.value)} />
        </Field>
        <Field label="Role" hint={ROLE_WORDS[role]}>
          <Select
            value={role}
            onChange={(_, data) => setRole(ROLES.find((one) => one === data.value) ?? 'viewer')}
          >
            {ROLES.map((one) => (
              <option key={one} value={one}>
                {ROLE_NAMES[one]}
              </option>
            ))}
          </Select>
        </Field>
        <LifeField value={lifeMs} change={setLifeMs} />
      </div>
    </ConfirmDialog>
  )
}
