import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components'
import { CalendarClockRegular } from '@fluentui/react-icons/svg/calendar-clock'
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss'
import { type RefObject, type SubmitEvent, useEffect, useId, useRef, useState } from 'react'

import { NARROW } from '../../parts/use-media-query.ts'
import { useWindow, WindowPicker } from '../../parts/window-picker.tsx'
import { checkedRange, localText, type Range, rangeIn, type Wrong, zoneAt } from './range.ts'
import { WINDOW_MS } from './search.ts'

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px' },
  form: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: '8px',
    minWidth: 0,
    margin: 0,
    padding: 0,
    border: 'none',
  },
  field: { width: '212px', [NARROW]: { width: '100%' } },
  control: { width: '100%', minWidth: 0 },
  /** Beside the controls, below their labels. */
  actions: { display: 'flex', gap: '4px', paddingTop: '22px', [NARROW]: { paddingTop: 0 } },
  zone: {
    flexBasis: '100%',
    margin: 0,
    fontSize: '12px',
    lineHeight: '16px',
    color: tokens.colorNeutralForeground3,
  },
})

interface TimeRangeProps {
  readonly params: URLSearchParams
  /** Null: the last hours that the window says. */
  readonly use: (range: Range | null) => void
}

/** How far back is searched: hours until now, or a time of one's own. */
export function TimeRange({ params, use }: TimeRangeProps) {
  const styles = useStyles()
  const [isAsked, setAsked] = useState(false)
  const openerId = useId()
  const { fromMs, toMs } = rangeIn(params)
  const isOwn = fromMs !== null || toMs !== null
  if (isAsked || isOwn) {
    return (
      <RangeForm
        range={{ fromMs, toMs }}
        takesFocus={isAsked}
        use={(range) => {
          setAsked(false)
          if (range !== null || isOwn) use(range)
          if (range === null) requestAnimationFrame(() => document.getElementById(openerId)?.focus())
        }}
      />
    )
  }
  return (
    <div className={styles.row}>
      <WindowPicker />
      <Button
        size="small"
        appearance="subtle"
        icon={<CalendarClockRegular />}
        id={openerId}
        onClick={() => setAsked(true)}
      >
        Other time
      </Button>
    </div>
  )
}

interface RangeFormProps {
  readonly range: Range
  readonly takesFocus: boolean
  readonly use: (range: Range | null) => void
}

const NOTHING_WRONG: Wrong = { from: null, to: null }

function RangeForm({ range, takesFocus, use }: RangeFormProps) {
  const styles = useStyles()
  const [window] = useWindow()
  const [nowMs] = useState(() => Date.now())
  const texts = () => ({
    from: localText(range.fromMs ?? (range.toMs ?? nowMs) - WINDOW_MS[window]),
    to: range.toMs === null ? '' : localText(range.toMs),
  })
  const [from, setFrom] = useState(() => texts().from)
  const [to, setTo] = useState(() => texts().to)
  const [wrong, setWrong] = useState(NOTHING_WRONG)
  const [shown, setShown] = useState(range)
  // The address changed, as by going back. The fields stay, and one of them the focus.
  if (range.fromMs !== shown.fromMs || range.toMs !== shown.toMs) {
    setShown(range)
    setFrom(texts().from)
    setTo(texts().to)
    setWrong(NOTHING_WRONG)
  }
  const fromInput = useRef<HTMLInputElement>(null)
  const toInput = useRef<HTMLInputElement>(null)
  const zoneId = useId()
  useEffect(() => {
    if (takesFocus) fromInput.current?.focus()
  }, [takesFocus])
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const isToPartial = toInput.current?.validity.badInput ?? false
    const checked = checkedRange(from, to, isToPartial, Date.now())
    if (checked.ok) {
      setWrong(NOTHING_WRONG)
      use(checked.range)
      return
    }
    setWrong(checked.wrong)
    const first = checked.wrong.from === null ? toInput : fromInput
    first.current?.focus()
  }
  return (
    <form className={styles.form} aria-label="Time that is searched" onSubmit={submit} noValidate>
      <MomentField
        label="From"
        wrong={wrong.from}
        input={fromInput}
        zoneId={zoneId}
        value={from}
        change={setFrom}
      />
      <MomentField
        label="Until (now, when empty)"
        wrong={wrong.to}
        input={toInput}
        zoneId={zoneId}
        value={to}
        change={setTo}
      />
      <div className={styles.actions}>
        <Button type="submit" size="small">
          Search this time
        </Button>
        <Button
          size="small"
          appearance="subtle"
          icon={<DismissRegular />}
          aria-label="Look at the last hours instead of this time"
          title="Look at the last hours instead"
          onClick={() => use(null)}
        />
      </div>
      <p id={zoneId} className={styles.zone}>
        Times are of your zone: {zoneAt(range.fromMs ?? nowMs)}.
      </p>
    </form>
  )
}

interface MomentFieldProps {
  readonly label: string
  readonly wrong: string | null
  readonly input: RefObject<HTMLInputElement | null>
  /** Of the text that says in which zone it is entered. */
  readonly zoneId: string
  readonly value: string
  readonly change: (value: string) => void
}

function MomentField({ label, wrong, input, zoneId, value, change }: MomentFieldProps) {
  const styles = useStyles()
  return (
    <Field
      label={label}
      size="small"
      className={styles.field}
      validationState={wrong === null ? 'none' : 'error'}
      validationMessage={wrong}
    >
      <Input
        className={styles.control}
        type="datetime-local"
        input={{ ref: input }}
        aria-describedby={zoneId}
        value={value}
        onChange={(_, data) => change(data.value)}
      />
    </Field>
  )
}
