import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { EyeRegular } from '@fluentui/react-icons/svg/eye'
import { type ReactNode, useState } from 'react'

import { answerOf, api, type Problem, type Schemas } from '../../api/client.ts'
import { useSession } from '../../api/session.tsx'
import { ErrorState } from '../../parts/error-state.tsx'
import { formatMoment } from '../../parts/format.ts'
import { Loading } from '../../parts/loading.tsx'

type Text = Schemas['ExchangeText']
type Message = Schemas['TextMessage']
type Part = Message['parts'][number]
type State = NonNullable<Schemas['ExchangeDetail']['text']>

const useStyles = makeStyles({
  kept: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '8px', minWidth: 0 },
  note: { margin: 0, fontSize: '13px', lineHeight: '20px', color: tokens.colorNeutralForeground3 },
  list: { alignSelf: 'stretch', margin: 0, padding: 0, listStyle: 'none' },
  message: {
    display: 'flex',
    flexDirection: 'column',
    gap: '4px',
    padding: '8px 12px',
    marginBottom: '8px',
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderLeft: `3px solid ${tokens.colorNeutralStroke1}`,
  },
  answer: { borderLeftColor: tokens.colorBrandStroke1 },
  role: { fontSize: '12px', lineHeight: '16px', fontWeight: 600 },
  faint: { fontWeight: 400, color: tokens.colorNeutralForeground3 },
  text: {
    margin: 0,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: '12px',
    lineHeight: '18px',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
  redacted: {
    padding: '0 4px',
    borderRadius: tokens.borderRadiusSmall,
    color: tokens.colorNeutralForeground2,
    backgroundColor: tokens.colorNeutralBackground5,
  },
})

/** What was asked and answered, where it is kept; asked for by a press, because each reading is written down. */
export function KeptText({ id, state }: { readonly id: string; readonly state: State }) {
  const styles = useStyles()
  const { role, may } = useSession()
  const [read, setRead] = useState<Text | Problem | 'reading' | null>(null)
  const { untilMs } = state
  const until = untilMs === null ? '' : formatMoment(untilMs)
  if (state.state === 'not-kept')
    return <p className={styles.note}>Not kept: the workload file says so for no path above this consumer.</p>
  if (state.state === 'expired') return <p className={styles.note}>It was kept until {until}.</p>
  if (!may('operator'))
    return (
      <p className={styles.note}>
        It is kept until {until}. Your role, {role}, does not show it; operator and owner do.
      </p>
    )
  const show = () => {
    setRead('reading')
    void answerOf(api.GET('/admin/v1/exchanges/{id}/text', { params: { path: { id } } })).then((answer) =>
      setRead(answer.ok ? answer.value : answer.problem),
    )
  }
  if (read === 'reading') return <Loading label="Asking for the text" />
  if (read !== null && 'code' in read) return <ErrorState problem={read} retry={show} />
  return (
    <div className={styles.kept}>
      {read === null ? (
        <>
          <p className={styles.note}>
            It is kept until {until}. That you read it is written to the audit log.
          </p>
          <Button size="small" icon={<EyeRegular />} onClick={show}>
            Show the text
          </Button>
        </>
      ) : (
        <Shown text={read} />
      )}
    </div>
  )
}

function Shown({ text: { prompt, answer, isCut, redaction } }: { readonly text: Text }) {
  const styles = useStyles()
  return (
    <>
      <Messages of="Prompt" messages={prompt} redaction={redaction} />
      <Messages of="Answer" messages={answer} redaction={redaction} />
      {isCut && (
        <p className={styles.note}>
          Cut: what is longer than the workload file keeps, or than there was room for, is missing.
        </p>
      )}
    </>
  )
}

interface MessagesProps {
  readonly of: 'Prompt' | 'Answer'
  readonly messages: readonly Message[] | null
  readonly redaction: string
}

function Messages({ of, messages, redaction }: MessagesProps) {
  const styles = useStyles()
  if (messages === null)
    return <p className={styles.note}>{of}: none. It is not kept for this consumer, or there was no text.</p>
  return (
    <ol className={styles.list} aria-label={of}>
      {messages.map((message, at) => (
        <li key={at} className={mergeClasses(styles.message, of === 'Answer' && styles.answer)}>
          <span className={styles.role}>
            {message.role}
            {of === 'Answer' && message.finishReason !== null && (
              <span className={styles.faint}> ended with {message.finishReason}</span>
            )}
          </span>
          {message.parts.map((part, place) => (
            <PartOf key={place} part={part} redaction={redaction} />
          ))}
        </li>
      ))}
    </ol>
  )
}

function PartOf({ part, redaction }: { readonly part: Part; readonly redaction: string }) {
  const styles = useStyles()
  const { type, text, name, id } = part
  const about =
    type === 'text' ? null : [type, name, id].filter((word) => word !== null && word !== '').join(' ')
  return (
    <>
      {about !== null && <span className={mergeClasses(styles.role, styles.faint)}>{about}</span>}
      {text !== null && text !== '' && (
        <p className={styles.text}>{marked(text, redaction, styles.redacted)}</p>
      )}
    </>
  )
}

/** Where something was taken out is seen at a glance. */
function marked(text: string, redaction: string, className: string): readonly ReactNode[] {
  return text.split(redaction).flatMap((piece, at) =>
    at === 0
      ? [piece]
      : [
          <mark key={at} className={className}>
            {redaction}
          </mark>,
          piece,
        ],
  )
}
