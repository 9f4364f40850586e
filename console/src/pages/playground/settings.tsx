import { Field, Input, makeStyles, Select, Textarea, tokens } from '@fluentui/react-components'
import { useId } from 'react'

import type { GetAnswer } from '../../api/client.ts'
import type { Asked } from '../../api/use-get.ts'
import { ProblemBar } from '../../parts/error-state.tsx'
import { Section } from '../../parts/section.tsx'
import { MAX_CHARACTERS } from './conversation.ts'

type Options = GetAnswer<'/admin/v1/playground'>

export interface Draft {
  readonly consumer: string
  readonly model: string
  readonly system: string
  /** As it is typed. */
  readonly most: string
}

export const MAX_OUTPUT_TOKENS = 100_000

/** Null where nothing is said; `wrong` where it is no number that the server takes. */
export function outputTokensIn(most: string): number | null | 'wrong' {
  if (most.trim() === '') return null
  const value = Number(most)
  return Number.isInteger(value) && value > 0 && value <= MAX_OUTPUT_TOKENS ? value : 'wrong'
}

const useStyles = makeStyles({
  fields: { display: 'flex', flexDirection: 'column', gap: '14px' },
  note: { margin: 0, fontSize: '12px', lineHeight: '16px', color: tokens.colorNeutralForeground3 },
})

interface SettingsFormProps {
  readonly draft: Draft
  readonly change: (change: Partial<Draft>) => void
  readonly options: Asked<Options>
  readonly consumers: readonly string[]
  /** Of the consumer; none where it is not known. */
  readonly models: readonly string[]
}

/** As whom and of which model it is asked. */
export function SettingsForm({ draft, change, options, consumers, models }: SettingsFormProps) {
  const styles = useStyles()
  const list = useId()
  const { data, problem, refresh } = options
  const isKnown = models.length > 0
  const isWrong = outputTokensIn(draft.most) === 'wrong'
  return (
    <Section title="As whom, and what">
      <div className={styles.fields}>
        {problem !== null && <ProblemBar problem={problem} retry={refresh} />}
        <Field
          label="Consumer"
          validationState={data !== null && !isKnown && draft.consumer !== '' ? 'warning' : 'none'}
          validationMessage={
            data !== null && !isKnown && draft.consumer !== '' ? 'Choose one of the list.' : null
          }
        >
          <Input
            value={draft.consumer}
            list={list}
            maxLength={512}
            onChange={(_, { value }) => change({ consumer: value })}
          />
        </Field>
        <datalist id={list}>
          {consumers.map((consumer) => (
            <option key={consumer}>{consumer}</option>
          ))}
        </datalist>
        <Field label="Model">
          <Select
            value={draft.model}
            disabled={!isKnown}
            onChange={(_, { value }) => change({ model: value })}
          >
            {models.map((model) => (
              <option key={model}>{model}</option>
            ))}
          </Select>
        </Field>
        <Field label="System prompt">
          <Textarea
            value={draft.system}
            rows={4}
            resize="vertical"
            maxLength={MAX_CHARACTERS}
            placeholder="None"
            onChange={(_, { value }) => change({ system: value })}
          />
        </Field>
        <Field
          label="Output tokens, at most"
          validationState={isWrong ? 'error' : 'none'}
          validationMessage={isWrong ? 'A whole number up to 100,000' : null}
        >
          <Input
            value={draft.most}
            inputMode="numeric"
            placeholder="As the model has it"
            onChange={(_, { value }) => change({ most: value })}
          />
        </Field>
        <p className={styles.note}>
          Each answer is billed to this consumer and counts against its limits, as if it had asked itself. The
          audit log has that it was you, and not what was said.
        </p>
      </div>
    </Section>
  )
}
