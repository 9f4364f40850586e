import { Button, Field, Input, makeStyles, mergeClasses, Select, tokens } from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss'
import { FilterRegular } from '@fluentui/react-icons/svg/filter'
import { SearchRegular } from '@fluentui/react-icons/svg/search'
import { type SubmitEvent, useId, useState } from 'react'
import { useLocation } from 'wouter'

import { useGet } from '../../api/use-get.ts'
import { NARROW } from '../../parts/use-media-query.ts'
import {
  type Changes,
  exchangeIdIn,
  filtersIn,
  type FilterName,
  MINOR_FILTERS,
  NUMBER_FILTERS,
  OUTCOMES,
  outcomeIn,
  TEXT_FILTERS,
  traceIdIn,
} from './search.ts'
import { TimeRange } from './time-range.tsx'

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexDirection: 'column',
    gap: '12px',
    padding: '14px 16px 16px',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  top: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '10px' },
  id: {
    display: 'flex',
    flex: '1 1 280px',
    maxWidth: '520px',
    gap: '6px',
    minWidth: 0,
    [NARROW]: { flexBasis: '100%', maxWidth: 'none' },
  },
  grow: { flex: 1, minWidth: 0 },
  push: { marginLeft: 'auto', [NARROW]: { marginLeft: 0 } },
  fields: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(168px, 1fr))',
    gap: '10px 12px',
    [NARROW]: { gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' },
  },
  field: { minWidth: 0 },
  control: { width: '100%', minWidth: 0 },
  wrong: { margin: 0, fontSize: '12px', color: tokens.colorStatusDangerForeground1 },
  sought: { overflowWrap: 'anywhere' },
  range: { display: 'inline-flex', alignItems: 'center', gap: '4px', fontSize: '13px' },
})

interface FiltersProps {
  readonly params: URLSearchParams
  readonly change: (changes: Changes) => void
  readonly clear: () => void
}

/** What is searched for; each field is used when it is left or Enter is pressed. */
export function Filters({ params, change, clear }: FiltersProps) {
  const styles = useStyles()
  const used = filtersIn(params)
  const id = params.get('id')
  const [isAll, setAll] = useState(() => used.some((name) => MINOR_FILTERS.has(name)))
  const design = useGet('/admin/v1/deployments', {})
  const lists = useId()
  const suggested: Readonly<Record<string, readonly string[]>> = {
    model: design.data?.models.map(({ model }) => model) ?? [],
    deployment: design.data?.deployments.map(({ deployment }) => deployment) ?? [],
    region: design.data?.regions.map(({ region }) => region) ?? [],
  }
  const isShown = (name: FilterName) => isAll || !MINOR_FILTERS.has(name) || used.includes(name)
  return (
    <search className={styles.bar}>
      <div className={styles.top}>
        <FindById />
        <div className={styles.push}>
          {id === null ? (
            <TimeRange
              params={params}
              use={(range) =>
                change({
                  fromMs: range?.fromMs?.toString() ?? null,
                  toMs: range?.toMs?.toString() ?? null,
                })
              }
            />
          ) : (
            <SoughtId id={id} leave={() => change({ id: null })} />
          )}
        </div>
      </div>
      <div className={styles.fields}>
        <Field label="Outcome" size="small" className={styles.field}>
          <Select
            className={styles.control}
            value={outcomeIn(params) ?? ''}
            onChange={(_, { value }) => change({ outcome: value === '' ? null : value })}
          >
            <option value="">Any</option>
            {OUTCOMES.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </Select>
        </Field>
        {TEXT_FILTERS.filter(({ name }) => isShown(name)).map(({ name, label, hint }) => (
          <FilterField
            key={name}
            label={label}
            hint={hint}
            value={params.get(name) ?? ''}
            use={(value) => change({ [name]: value })}
            {...(suggested[name] === undefined ? {} : { list: `${lists}-${name}` })}
          />
        ))}
        {NUMBER_FILTERS.filter(({ name }) => isShown(name)).map(({ name, label, hint, unit }) => (
          <FilterField
            key={name}
            label={label}
            hint={hint}
            unit={unit}
            isNumber
            value={params.get(name) ?? ''}
            use={(value) => change({ [name]: value })}
          />
        ))}
      </div>
      {Object.entries(suggested).map(([name, values]) => (
        <datalist key={name} id={`${lists}-${name}`}>
          {values.map((value) => (
            <option key={value}>{value}</option>
          ))}
        </datalist>
      ))}
      <div className={styles.top}>
        <Button
          size="small"
          appearance="subtle"
          icon={<FilterRegular />}
          aria-expanded={isAll}
          onClick={() => setAll(!isAll)}
        >
          {isAll ? 'Fewer filters' : 'More filters'}
        </Button>
        {used.length > 0 && (
          <Button size="small" appearance="subtle" icon={<DismissRegular />} onClick={clear}>
            {used.length === 1 ? 'Clear the filter' : `Clear ${used.length} filters`}
          </Button>
        )}
      </div>
    </search>
  )
}

/** Whoever has an id does not know when it was. */
function SoughtId({ id, leave }: { readonly id: string; readonly leave: () => void }) {
  const styles = useStyles()
  return (
    <span className={styles.range}>
      <span className={styles.sought}>Whenever it was: {id}</span>
      <Button
        size="small"
        appearance="subtle"
        icon={<DismissRegular />}
        aria-label="Look at the last hours instead of this id"
        onClick={leave}
      />
    </span>
  )
}

/** One exchange is opened in its search, those of a trace are a search of their own; null where no id is in it. */
function pageOf(pasted: string): string | null {
  const exchange = exchangeIdIn(pasted)
  if (exchange !== null) return `/exchanges/${exchange}${location.search}`
  const trace = traceIdIn(pasted)
  return trace === null ? null : `/exchanges?id=${trace}`
}

/** A whole log line may be pasted: the id is found within it, and opened at once. */
function FindById() {
  const styles = useStyles()
  const [, go] = useLocation()
  const [text, setText] = useState('')
  const [isWrong, setWrong] = useState(false)
  const wrongId = useId()
  const open = (pasted: string) => {
    const to = pageOf(pasted)
    setWrong(to === null)
    if (to === null) return
    setText('')
    go(to)
  }
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    open(text)
  }
  return (
    <form className={mergeClasses(styles.id)} onSubmit={submit} noValidate>
      <div className={styles.grow}>
        <Input
          className={styles.control}
          contentBefore={<SearchRegular />}
          placeholder="Paste the id of an exchange (req_…) or a trace"
          aria-label="Find exchanges by the id of one or of a trace"
          aria-invalid={isWrong}
          aria-describedby={isWrong ? wrongId : undefined}
          value={text}
          maxLength={4_000}
          onChange={(_, { value }) => {
            setText(value)
            setWrong(false)
          }}
          onPaste={(event) => {
            const pasted = event.clipboardData.getData('text')
            if (pageOf(pasted) === null) return
            event.preventDefault()
            open(pasted)
          }}
        />
        {isWrong && (
          <p id={wrongId} className={styles.wrong} role="alert">
            An id begins with req_, and clients find it in the header x-request-id; that of a trace is 32
            hexadecimal digits.
          </p>
        )}
      </div>
      <Button type="submit">Open</Button>
    </form>
  )
}

interface FilterFieldProps {
  readonly label: string
  readonly hint: string
  readonly value: string
  readonly unit?: string | null
  readonly isNumber?: boolean
  readonly list?: string
  readonly use: (value: string | null) => void
}

function FilterField({ label, hint, value, unit = null, isNumber = false, list, use }: FilterFieldProps) {
  const styles = useStyles()
  const [text, setText] = useState(value)
  const [used, setUsed] = useState(value)
  // The address changed, as by clearing all filters or by going back.
  if (used !== value) {
    setUsed(value)
    setText(value)
  }
  const isWrong = isNumber && text.trim() !== '' && !(Number(text) >= 0)
  const apply = () => {
    if (isWrong || text.trim() === value) return
    use(text.trim() === '' ? null : text.trim())
  }
  return (
    <Field
      label={label}
      size="small"
      className={styles.field}
      validationState={isWrong ? 'error' : 'none'}
      validationMessage={isWrong ? 'A number' : null}
    >
      <Input
        className={styles.control}
        value={text}
        placeholder={hint}
        list={list}
        inputMode={isNumber ? 'decimal' : 'text'}
        contentAfter={unit}
        maxLength={512}
        onChange={(_, data) => setText(data.value)}
        onBlur={apply}
        onKeyDown={({ key }) => key === 'Enter' && apply()}
      />
    </Field>
  )
}
