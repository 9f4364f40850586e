import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { createContext, type ReactNode, useContext, useId, useMemo, useState } from 'react'
import { useSearchParams } from 'wouter'

import { useGet } from '../api/use-get.ts'
import { fittingWindow, keepWindow, keptWindow, type Window, windowIn, WINDOWS } from './window.ts'

export type { Window }

const NAMES: Readonly<Record<Window, string>> = {
  '1h': 'Last hour',
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
}

interface Beginning {
  /** Where the address says none. */
  readonly window: Window
  readonly choose: (window: Window) => void
}

const BeginningContext = createContext<Beginning>({ window: '24h', choose: () => {} })

interface WindowBeginningProps {
  /** Until it is known how long there are records, where that decides. */
  readonly meanwhile: ReactNode
  readonly children: ReactNode
}

/** Pages begin with the window that was chosen last, or else with one in which there is something to be seen. */
export function WindowBeginning({ meanwhile, children }: WindowBeginningProps) {
  const [params] = useSearchParams()
  const [decided, setDecided] = useState(keptWindow)
  const { data, problem, atMs } = useGet('/admin/v1/status', decided === null ? {} : null)
  // Once, as soon as it is known: it does not change under who looks.
  if (decided === null && data !== null && data.recordedFromMs !== null)
    setDecided(fittingWindow(data.recordedFromMs, atMs ?? 0))
  const beginning = useMemo<Beginning>(
    () => ({
      window: decided ?? '24h',
      choose: (chosen) => {
        keepWindow(chosen)
        setDecided(chosen)
      },
    }),
    [decided],
  )
  const isAnswered = decided !== null || data !== null || problem !== null || windowIn(params) !== null
  return <BeginningContext value={beginning}>{isAnswered ? children : meanwhile}</BeginningContext>
}

/** The window that the address says (`?window=7d`), so that a link shows what was seen. */
export function useWindow(): readonly [Window, (window: Window) => void] {
  const [params, setParams] = useSearchParams()
  const beginning = useContext(BeginningContext)
  const window = windowIn(params) ?? beginning.window
  const choose = (chosen: Window) => {
    beginning.choose(chosen)
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        next.set('window', chosen)
        return next
      },
      { replace: true },
    )
  }
  return [window, choose]
}

const useStyles = makeStyles({
  group: {
    display: 'inline-flex',
    margin: 0,
    padding: '2px',
    gap: '2px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  legend: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
  option: {
    position: 'relative',
    minWidth: '44px',
    height: '26px',
    padding: '0 10px',
    display: 'grid',
    placeItems: 'center',
    borderRadius: tokens.borderRadiusSmall,
    fontSize: '13px',
    color: tokens.colorNeutralForeground2,
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-within': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  chosen: {
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    fontWeight: 600,
    ':hover': { backgroundColor: tokens.colorBrandBackground2 },
  },
  input: { position: 'absolute', inset: 0, opacity: 0, margin: 0, cursor: 'pointer' },
})

/** How far back the page looks: radio buttons in the form of one control. */
export function WindowPicker() {
  const styles = useStyles()
  const [window, choose] = useWindow()
  const name = useId()
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>How far back</legend>
      {WINDOWS.map((one) => (
        <label key={one} className={mergeClasses(styles.option, one === window && styles.chosen)}>
          <input
            className={styles.input}
            type="radio"
            name={name}
            checked={one === window}
            onChange={() => choose(one)}
            aria-label={NAMES[one]}
          />
          {one}
        </label>
      ))}
    </fieldset>
  )
}
