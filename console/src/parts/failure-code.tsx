import { makeStyles, tokens } from '@fluentui/react-components'

const useStyles = makeStyles({
  code: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: '12px',
    lineHeight: '16px',
    fontWeight: 400,
    color: tokens.colorNeutralForeground3,
    overflowWrap: 'anywhere',
  },
})

/** What clients and logs have of a failure, below what it means. */
export function FailureCode({ code }: { readonly code: string }) {
  const styles = useStyles()
  return <div className={styles.code}>{code}</div>
}
