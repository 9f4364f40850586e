import { Field, Select } from '@fluentui/react-components'

const DAY_MS = 86_400_000
const LIVES = [
  { name: 'in 30 days', lifeMs: 30 * DAY_MS },
  { name: 'in 90 days', lifeMs: 90 * DAY_MS },
  { name: 'in a year', lifeMs: 365 * DAY_MS },
  { name: 'never', lifeMs: null },
] as const

export const USUAL_LIFE_MS = 90 * DAY_MS

interface LifeFieldProps {
  /** Null: for good. */
  readonly value: number | null
  readonly change: (lifeMs: number | null) => void
}

/** How long a key is to work that is made. */
export function LifeField({ value, change }: LifeFieldProps) {
  return (
    <Field label="It ends">
      <Select
        value={LIVES.findIndex(({ lifeMs }) => lifeMs === value)}
        onChange={(_, data) => change(LIVES[Number(data.value)]?.lifeMs ?? null)}
      >
        {LIVES.map(({ name }, at) => (
          <option key={name} value={at}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  )
}
