import { Button, type ButtonProps, makeStyles, tokens } from '@fluentui/react-components'
import { ChevronUpDownRegular } from '@fluentui/react-icons/svg/chevron-up-down'
import { PersonCircleRegular } from '@fluentui/react-icons/svg/person-circle'

import { useSession } from '../api/session.tsx'
import { hidden } from '../parts/hidden.ts'

const useStyles = makeStyles({
  button: { width: '100%', justifyContent: 'flex-start', padding: '6px 8px', gap: '8px', fontWeight: 400 },
  names: { flex: 1, minWidth: 0, textAlign: 'left', display: 'flex', flexDirection: 'column' },
  operator: {
    fontSize: '13px',
    lineHeight: '18px',
    fontWeight: 600,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  role: { fontSize: '12px', lineHeight: '16px', color: tokens.colorNeutralForeground3 },
  hidden,
})

/** Who is signed in, as the button of a menu. */
export function AccountButton(props: ButtonProps) {
  const styles = useStyles()
  const { operator, role } = useSession()
  return (
    <Button {...props} appearance="subtle" className={styles.button} icon={<PersonCircleRegular />}>
      <span className={styles.names}>
        <span className={styles.operator}>{operator}</span>
        <span className={styles.hidden}>, </span>
        <span className={styles.role}>{role}</span>
        <span className={styles.hidden}>: theme and signing out</span>
      </span>
      <ChevronUpDownRegular />
    </Button>
  )
}
