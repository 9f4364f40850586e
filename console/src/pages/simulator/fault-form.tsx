import { Button, Field, Input, makeStyles, Select } from '@fluentui/react-components'
import { type SubmitEvent, useState } from 'react'

import { answerOf, api, type Problem } from '../../api/client.ts'
import { refreshAll } from '../../api/use-get.ts'
import { ProblemBar } from '../../parts/error-state.tsx'
import { useSay } from '../../parts/notices.tsx'
import { Section } from '../../parts/section.tsx'
import { kindInWords, labelOf, scopeChoices, scopeInWords, scopeOf, type Simulation } from './fault-words.ts'

/** A fault as the form has it; numbers as they are typed. */
export interface FaultDraft {
  readonly kind: string
  /** As `scopeOf` reads it. */
  readonly scope: string
  readonly numbers: Readonly<Record<string, string>>
  readonly percent: string
  readonly minutes: string
}

export const EMPTY_DRAFT: FaultDraft = { kind: 'outage', scope: '', numbers: {}, percent: '100', minutes: '' }

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '12px' },
  fields: { display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))', gap: '12px' },
  field: { minWidth: 0 },
  control: { width: '100%', minWidth: 0 },
})

const MINUTE_MS = 60_000

interface FaultFormProps {
  readonly simulation: Simulation
  readonly draft: FaultDraft
  readonly change: (draft: FaultDraft) => void
}

export function FaultForm({ simulation, draft, change }: FaultFormProps) {
  const styles = useStyles()
  const say = useSay()
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isUnderWay, setUnderWay] = useState(false)
  const { kinds, places } = simulation
  const choices = scopeChoices(places)
  const kind = kinds.find((one) => one.kind === draft.kind)
  const numbers = kind?.numbers ?? []
  const valueOf = (name: string, standard: number) => draft.numbers[name] ?? String(standard)
  const isWrong = [
    ...numbers.map(({ name, standard }) => isNumber(valueOf(name, standard))),
    isNumber(draft.percent) && Number(draft.percent) <= 100,
    draft.minutes.trim() === '' || Number(draft.minutes) > 0,
  ].includes(false)
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (isUnderWay || isWrong) return
    setUnderWay(true)
    const scope = scopeOf(draft.scope)
    const body = {
      kind: draft.kind,
      scope,
      ...Object.fromEntries(numbers.map(({ name, standard }) => [name, Number(valueOf(name, standard))])),
      ...(Number(draft.percent) === 100 ? {} : { probability: Number(draft.percent) / 100 }),
      ...(draft.minutes.trim() === '' ? {} : { forMs: Number(draft.minutes) * MINUTE_MS }),
    }
    void answerOf(api.POST('/admin/v1/simulator/faults', { body })).then((answer) => {
      setUnderWay(false)
      setProblem(answer.ok ? null : answer.problem)
      refreshAll('/admin/v1/simulator')
      if (answer.ok) say(`${kindInWords(draft.kind)}: ${scopeInWords(scope)}`, { intent: 'info' })
    })
  }
  return (
    <Section title="Break something">
      <form className={styles.form} onSubmit={submit} noValidate>
        <Field label="What happens" hint={kind?.meaning ?? ''}>
          <Select
            className={styles.control}
            value={draft.kind}
            onChange={(_, { value }) => change({ ...draft, kind: value, numbers: {} })}
          >
            {kinds.map((one) => (
              <option key={one.kind} value={one.kind}>
                {kindInWords(one.kind)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Where">
          <Select
            className={styles.control}
            value={draft.scope}
            onChange={(_, { value }) => change({ ...draft, scope: value })}
          >
            <option value="">Everywhere</option>
            <Choices label="Regions" choices={choices.regions} />
            <Choices label="Accounts" choices={choices.accounts} />
            <Choices label="Deployments" choices={choices.deployments} />
          </Select>
        </Field>
        <div className={styles.fields}>
          {numbers.map(({ name, unit, standard }) => (
            <NumberField
              key={name}
              label={labelOf(name)}
              unit={unit}
              value={valueOf(name, standard)}
              isWrong={!isNumber(valueOf(name, standard))}
              change={(value) => change({ ...draft, numbers: { ...draft.numbers, [name]: value } })}
            />
          ))}
          <NumberField
            label="Of the calls"
            unit="%"
            value={draft.percent}
            isWrong={!isNumber(draft.percent) || Number(draft.percent) > 100}
            change={(percent) => change({ ...draft, percent })}
          />
          <NumberField
            label="For"
            unit="minutes"
            placeholder="until mended"
            value={draft.minutes}
            isWrong={draft.minutes.trim() !== '' && !(Number(draft.minutes) > 0)}
            change={(minutes) => change({ ...draft, minutes })}
          />
        </div>
        {problem !== null && <ProblemBar problem={problem} />}
        <div>
          <Button type="submit" appearance="primary" disabledFocusable={isUnderWay || isWrong}>
            Break it
          </Button>
        </div>
      </form>
    </Section>
  )
}

function isNumber(text: string): boolean {
  return text.trim() !== '' && Number(text) >= 0
}

interface ChoicesProps {
  readonly label: string
  readonly choices: readonly { readonly value: string; readonly text: string }[]
}

function Choices({ label, choices }: ChoicesProps) {
  if (choices.length === 0) return null
  return (
    <optgroup label={label}>
      {choices.map(({ value, text }) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </optgroup>
  )
}

interface NumberFieldProps {
  readonly label: string
  readonly unit: string
  readonly value: string
  readonly placeholder?: string
  readonly isWrong: boolean
  readonly change: (value: string) => void
}

function NumberField({ label, unit, value, placeholder, isWrong, change }: NumberFieldProps) {
  const styles = useStyles()
  return (
    <Field
      className={styles.field}
      label={`${label} (${unit})`}
      validationState={isWrong ? 'error' : 'none'}
      validationMessage={isWrong ? 'A number that fits' : null}
    >
      <Input
        className={styles.control}
        inputMode="decimal"
        value={value}
        placeholder={placeholder}
        onChange={(_, data) => change(data.value)}
      />
    </Field>
  )
}
