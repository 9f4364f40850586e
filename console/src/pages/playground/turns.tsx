import {
  makeStyles,
  mergeClasses,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Spinner,
  tokens,
} from '@fluentui/react-components'

import { ProblemBar } from '../../parts/error-state.tsx'
import { formatDuration } from '../../parts/format.ts'
import { hidden } from '../../parts/hidden.ts'
import { AnswerFacts } from './answer-facts.tsx'
import type { Turn } from './conversation.ts'

const useStyles = makeStyles({
  turns: { listStyle: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: '20px' },
  turn: { display: 'flex', flexDirection: 'column', gap: '10px' },
  question: {
    alignSelf: 'flex-end',
    maxWidth: '80%',
    padding: '8px 14px',
    borderRadius: '12px 12px 2px 12px',
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorNeutralForeground1,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
  answer: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 250px',
    gap: '20px',
    '@media (max-width: 1000px)': { gridTemplateColumns: 'minmax(0, 1fr)', gap: '12px' },
  },
  body: { display: 'flex', flexDirection: 'column', gap: '8px', minWidth: 0 },
  model: { fontSize: '12px', lineHeight: '16px', color: tokens.colorNeutralForeground3 },
  text: { margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', lineHeight: '22px' },
  cursor: {
    display: 'inline-block',
    width: '8px',
    height: '15px',
    marginLeft: '2px',
    verticalAlign: '-2px',
    backgroundColor: tokens.colorBrandBackground,
  },
  facts: {
    alignSelf: 'start',
    padding: '10px 12px',
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  waiting: { display: 'flex', justifyContent: 'flex-start' },
  quiet: { margin: 0, fontSize: '13px', color: tokens.colorNeutralForeground3 },
  hidden,
})

/** What was asked and answered; read out when an answer has ended, not word by word. */
export function Turns({ turns }: { readonly turns: readonly Turn[] }) {
  const styles = useStyles()
  const isComing = turns.some(({ state }) => state.kind === 'coming')
  return (
    <div role="log" aria-label="The conversation" aria-busy={isComing}>
      <ol className={styles.turns}>
        {turns.map((turn) => (
          <li key={turn.number} className={styles.turn}>
            <div className={styles.question}>
              <span className={styles.hidden}>You: </span>
              {turn.question}
            </div>
            <AnswerOf turn={turn} />
          </li>
        ))}
      </ol>
    </div>
  )
}

function AnswerOf({ turn: { model, text, state } }: { readonly turn: Turn }) {
  const styles = useStyles()
  return (
    <div className={styles.answer}>
      <div className={styles.body}>
        <div className={styles.model}>{model}</div>
        {text !== '' && (
          <p className={styles.text}>
            {text}
            {state.kind === 'coming' && <span className={styles.cursor} aria-hidden="true" />}
          </p>
        )}
        {state.kind === 'coming' && text === '' && (
          <Spinner className={styles.waiting} size="tiny" label="Waiting for the first token" />
        )}
        {state.kind === 'stopped' && (
          <p className={styles.quiet}>You stopped it. What had come by then is billed.</p>
        )}
        {state.kind === 'broken' && <ProblemBar problem={state.problem} />}
        {state.kind === 'ended' && <Refusal end={state.end} />}
        {state.kind === 'ended' && state.end.error === null && text === '' && (
          <p className={styles.quiet}>The answer has no text.</p>
        )}
      </div>
      {state.kind === 'ended' && (
        <aside className={mergeClasses(styles.facts)} aria-label="How it was answered">
          <AnswerFacts end={state.end} />
        </aside>
      )}
    </div>
  )
}

/** As the client would read it. */
function Refusal({ end }: { readonly end: Extract<Turn['state'], { kind: 'ended' }>['end'] }) {
  const { error, status, totalMs } = end
  if (error === null) return null
  return (
    <MessageBar intent={status >= 500 ? 'error' : 'warning'} layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>
          {status} {error.code}
        </MessageBarTitle>{' '}
        {error.message}. {error.remedy} (After {formatDuration(totalMs)}.)
      </MessageBarBody>
    </MessageBar>
  )
}
