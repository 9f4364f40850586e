import { makeStyles, tokens } from '@fluentui/react-components'

import { CodeText } from '../../parts/code-text.tsx'
import { CopiedCode } from '../../parts/copied-code.tsx'
import { Section } from '../../parts/section.tsx'

const useStyles = makeStyles({
  problem: { margin: 0, maxWidth: '80ch' },
  steps: {
    margin: '12px 0 0',
    paddingLeft: '20px',
    display: 'flex',
    flexDirection: 'column',
    gap: '10px',
    maxWidth: '80ch',
    color: tokens.colorNeutralForeground2,
  },
  text: { margin: '0 0 4px' },
})

const STEPS = [
  {
    text: 'Change the workload file as that says. Beside it, this writes one that a landing zone is built of, from a few answers:',
    command: 'causeway init --out on-azure.yaml',
  },
  {
    text: 'This writes its landing zone into a folder, as Bicep, ARM templates and Terraform, with nothing running:',
    command: 'causeway build on-azure.yaml --out zone',
  },
  {
    text: 'What stands in it and why, and what a section `landing_zone` changes of it, says `docs/build.md` beside the program. This page shows the landing zone of the file that a gateway serves.',
    command: null,
  },
] as const

/** Why there is no landing zone, and how to come to one. */
export function NoZone({ problem }: { readonly problem: string }) {
  const styles = useStyles()
  return (
    <Section title="No landing zone can be built of this workload file">
      <p className={styles.problem}>{problem}</p>
      <ol className={styles.steps} aria-label="How to come to one">
        {STEPS.map(({ text, command }) => (
          <li key={text}>
            <p className={styles.text}>
              <CodeText text={text} />
            </p>
            {command !== null && <CopiedCode text={command} label="Copy the command" />}
          </li>
        ))}
      </ol>
    </Section>
  )
}
