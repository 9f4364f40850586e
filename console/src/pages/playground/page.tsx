import { Button, makeStyles, Textarea, tokens } from '@fluentui/react-components'
import { ChatRegular } from '@fluentui/react-icons/svg/chat'
import { SendRegular } from '@fluentui/react-icons/svg/send'
import { StopRegular } from '@fluentui/react-icons/svg/stop'
import { type SubmitEvent, useEffect, useRef, useState } from 'react'
import { useSearchParams } from 'wouter'

import { useGet } from '../../api/use-get.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { Section } from '../../parts/section.tsx'
import { MAX_CHARACTERS, useConversation } from './conversation.ts'
import { type Draft, outputTokensIn, SettingsForm } from './settings.tsx'
import { Turns } from './turns.tsx'

const useStyles = makeStyles({
  page: {
    display: 'grid',
    gridTemplateColumns: '280px minmax(0, 1fr)',
    gap: '12px',
    alignItems: 'start',
    '@media (max-width: 900px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  talk: { display: 'flex', flexDirection: 'column', gap: '16px' },
  form: {
    position: 'sticky',
    bottom: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    padding: '10px 0 2px',
    backgroundColor: tokens.colorNeutralBackground1,
  },
  buttons: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px' },
  note: { marginLeft: 'auto', fontSize: '12px', color: tokens.colorNeutralForeground3 },
})

const NOTHING: Draft = { consumer: '', model: '', system: '', most: '' }

/** A conversation as a consumer would have it, with what each answer took. */
export function Page() {
  const styles = useStyles()
  const [params] = useSearchParams()
  const [draft, setDraft] = useState<Draft>({
    ...NOTHING,
    consumer: params.get('consumer') ?? '',
    model: params.get('model') ?? '',
  })
  const options = useGet('/admin/v1/playground', {})
  const isListed = options.data?.consumers.some(({ consumer }) => consumer === draft.consumer) === true
  const found = useGet(
    '/admin/v1/playground',
    isListed || draft.consumer === '' ? null : { query: { search: draft.consumer } },
    { keepsPrevious: true },
  )
  const consumers = [...(options.data?.consumers ?? []), ...(isListed ? [] : (found.data?.consumers ?? []))]
  if (draft.consumer === '' && draft.model === '' && consumers[0] !== undefined)
    setDraft({ ...draft, consumer: consumers[0].consumer, model: consumers[0].models[0] ?? '' })
  const models = consumers.find(({ consumer }) => consumer === draft.consumer)?.models ?? []
  if (models[0] !== undefined && !models.includes(draft.model)) setDraft({ ...draft, model: models[0] })
  const hasNobody = options.data !== null && consumers.length === 0 && draft.consumer === ''
  return (
    <>
      <PageHeader
        title="Playground"
        text="Ask a model as a consumer would, through the gateway, and see what it took."
      />
      {hasNobody ? (
        <EmptyState
          title="No consumer may chat with a model"
          text="Give a consumer of the workload file a model whose task is generate."
        />
      ) : (
        <div className={styles.page}>
          <SettingsForm
            draft={draft}
            change={(change) => setDraft({ ...draft, ...change })}
            consumers={[...new Set(consumers.map(({ consumer }) => consumer))]}
            models={models}
            options={options}
          />
          <Talk draft={draft} isReady={models.includes(draft.model)} />
        </div>
      )}
    </>
  )
}

function Talk({ draft, isReady }: { readonly draft: Draft; readonly isReady: boolean }) {
  const styles = useStyles()
  const { turns, isUnderWay, isFull, ask, stop, clear } = useConversation()
  const [question, setQuestion] = useState('')
  const form = useRef<HTMLFormElement>(null)
  const tokensAtMost = outputTokensIn(draft.most)
  const isSendable = isReady && !isUnderWay && !isFull && question.trim() !== '' && tokensAtMost !== 'wrong'
  const last = turns.at(-1)
  useEffect(() => {
    if (last !== undefined) form.current?.scrollIntoView({ block: 'nearest' })
  }, [last])
  const send = () => {
    if (!isSendable) return
    const { consumer, model, system } = draft
    ask(question.trim(), { consumer, model, system, maxOutputTokens: tokensAtMost })
    setQuestion('')
  }
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    send()
  }
  return (
    <Section title="Conversation" note={isReady ? `${draft.consumer}, ${draft.model}` : undefined}>
      <div className={styles.talk}>
        {turns.length === 0 ? (
          <EmptyState
            icon={<ChatRegular />}
            title="Nothing is said yet"
            text="Beside each answer you see which deployments were tried, how long it took, what it cost, and what is left of the limits."
          />
        ) : (
          <Turns turns={turns} />
        )}
        <form ref={form} className={styles.form} onSubmit={submit}>
          <Textarea
            aria-label="Message"
            placeholder="Ask something"
            rows={3}
            resize="vertical"
            maxLength={MAX_CHARACTERS}
            value={question}
            onChange={(_, { value }) => setQuestion(value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
              event.preventDefault()
              send()
            }}
          />
          <div className={styles.buttons}>
            {isUnderWay ? (
              <Button
                icon={<StopRegular />}
                onClick={() => {
                  stop()
                  form.current?.querySelector('textarea')?.focus()
                }}
              >
                Stop
              </Button>
            ) : (
              <Button
                type="submit"
                appearance="primary"
                icon={<SendRegular />}
                disabledFocusable={!isSendable}
              >
                Send
              </Button>
            )}
            <Button appearance="subtle" disabledFocusable={turns.length === 0 || isUnderWay} onClick={clear}>
              Begin anew
            </Button>
            <span className={styles.note}>
              {isFull ? 'It is as long as it may be: begin anew.' : 'Enter sends, Shift+Enter is a new line'}
            </span>
          </div>
        </form>
      </div>
    </Section>
  )
}
