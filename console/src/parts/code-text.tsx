import { makeStyles, tokens } from '@fluentui/react-components'

const useStyles = makeStyles({
  code: { fontFamily: tokens.fontFamilyMonospace, fontSize: '0.92em', overflowWrap: 'anywhere' },
})

/** Text of the program, in which names of files, addresses and commands stand between backticks. */
export function CodeText({ text }: { readonly text: string }) {
  const styles = useStyles()
  return text.split('`').map((part, at) => (
    // A text does not change while it is shown; parts between backticks stand at odd places.
    <span key={`${at} ${part}`} className={at % 2 === 1 ? styles.code : undefined}>
      {part}
    </span>
  ))
}
