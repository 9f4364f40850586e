import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { Link } from 'wouter'

import { hidden } from '../../parts/hidden.ts'
import { HEALTH, ToneIcon } from '../../parts/status-badge.tsx'
import { useMeasured } from '../../parts/use-measured.ts'
import { type DeploymentNow, healthOf, type Region } from './fleet.ts'
import { LAND, MAP, placeOf } from './land.ts'

const useStyles = makeStyles({
  map: {
    position: 'relative',
    overflow: 'hidden',
    flex: 1,
    minHeight: '220px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  svg: { display: 'block', width: '100%', height: '100%' },
  land: { fill: tokens.colorNeutralBackground6, stroke: tokens.colorNeutralBackground2 },
  places: { listStyle: 'none', margin: 0, padding: 0 },
  dot: {
    position: 'absolute',
    width: '12px',
    height: '12px',
    margin: '-6px 0 0 -6px',
    borderRadius: '50%',
    border: `2px solid ${tokens.colorNeutralBackground1}`,
    boxShadow: tokens.shadow4,
  },
  good: { backgroundColor: tokens.colorStatusSuccessForeground1 },
  warning: { backgroundColor: tokens.colorStatusWarningForeground3 },
  bad: { backgroundColor: tokens.colorStatusDangerForeground1 },
  label: {
    position: 'absolute',
    zIndex: 1,
    display: 'inline-flex',
    alignItems: 'center',
    gap: '5px',
    height: '24px',
    padding: '0 8px 0 6px',
    marginTop: '-12px',
    fontSize: '12px',
    fontWeight: 600,
    whiteSpace: 'nowrap',
    textDecoration: 'none',
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: '12px',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  chosen: { backgroundColor: tokens.colorBrandBackground2, borderTopColor: tokens.colorBrandStroke1 },
  count: { fontWeight: 400, color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums' },
  hidden,
  line: { stroke: tokens.colorNeutralForeground4 },
})

/** The least part of the world that is shown, in units of the map: a continent. */
const LEAST_WIDTH = 200
/** Around the outermost places. */
const MARGIN = 30
/** In pixels. */
const LABEL_HEIGHT = 28
const LABEL_DISTANCE = 12
const LETTER_WIDTH = 7.2
const LABEL_FRAME_WIDTH = 54

interface RegionMapProps {
  readonly regions: readonly Region[]
  readonly deployments: readonly DeploymentNow[]
  readonly chosen: string | null
  /** The address that shows the deployments of a region alone, or of all. */
  readonly addressOf: (region: string | null) => string
}

/** Regions where they lie, each with its health and how many deployments it has; what the list below says, too. */
export function RegionMap({ regions, deployments, chosen, addressOf }: RegionMapProps) {
  const styles = useStyles()
  const placed = regions.flatMap((region) => {
    const { latitude, longitude } = region
    const own = deployments.filter((one) => one.region === region.region)
    if (latitude === null || longitude === null || own.length === 0) return []
    return [{ region, own, health: healthOf(own), ...placeOf(latitude, longitude) }]
  })
  const [frame, setFrame] = useState({ width: 0, height: 0 })
  const view = viewAround(placed, frame)
  const scale = frame.width / view.width
  const places = withLabels(
    // Before the frame is measured there is nothing to place them in.
    (frame.width === 0 ? [] : placed).map((place) => ({
      ...place,
      left: (place.x - view.x) * scale,
      top: (place.y - view.y) * scale,
      labelWidth: place.region.displayName.length * LETTER_WIDTH + LABEL_FRAME_WIDTH,
    })),
    frame.width,
  )
  return (
    <div className={styles.map} ref={useMeasured(setFrame)}>
      <svg
        className={styles.svg}
        viewBox={`${view.x} ${view.y} ${view.width} ${view.height}`}
        aria-hidden="true"
      >
        <path className={styles.land} d={LAND} strokeWidth={0.5} />
        {places.map(({ region, x, y, labelLeft, labelTop }) => (
          <line
            key={region.region}
            className={styles.line}
            x1={x}
            y1={y}
            x2={view.x + labelLeft / scale}
            y2={view.y + labelTop / scale}
            strokeWidth={1}
            vectorEffect="non-scaling-stroke"
          />
        ))}
      </svg>
      <ul className={styles.places} aria-label="Regions on the map">
        {places.map(({ region, own, health, left, top, labelLeft, labelTop, labelWidth }) => {
          const { tone, text } = HEALTH[health]
          const isChosen = chosen === region.region
          return (
            <li key={region.region}>
              <span
                className={mergeClasses(
                  styles.dot,
                  tone === 'good' ? styles.good : tone === 'bad' ? styles.bad : styles.warning,
                )}
                style={{ left, top }}
                aria-hidden="true"
              />
              <Link
                href={addressOf(isChosen ? null : region.region)}
                className={mergeClasses(styles.label, isChosen && styles.chosen)}
                style={{ left: labelLeft, top: labelTop, width: labelWidth }}
                aria-current={isChosen ? 'true' : undefined}
              >
                <ToneIcon tone={tone} />
                {region.displayName}
                <span className={styles.hidden}>: {text}, </span>
                <span className={styles.count}>{own.length}</span>
                <span className={styles.hidden}> deployments</span>
              </Link>
            </li>
          )
        })}
      </ul>
    </div>
  )
}

interface View {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The part of the map that has all places, in the form of the frame. */
function viewAround(
  places: readonly { readonly x: number; readonly y: number }[],
  frame: { readonly width: number; readonly height: number },
): View {
  if (places.length === 0 || frame.width === 0 || frame.height === 0)
    return { x: 0, y: 0, width: MAP.width, height: MAP.height }
  const [left, right] = [Math.min(...places.map(({ x }) => x)), Math.max(...places.map(({ x }) => x))]
  const [top, bottom] = [Math.min(...places.map(({ y }) => y)), Math.max(...places.map(({ y }) => y))]
  const form = frame.width / frame.height
  const needed = Math.max(right - left + 2 * MARGIN, (bottom - top + 2 * MARGIN) * form, LEAST_WIDTH)
  const width = Math.min(needed, MAP.width, MAP.height * form)
  const height = width / form
  return {
    x: Math.min(Math.max((left + right - width) / 2, 0), MAP.width - width),
    y: Math.min(Math.max((top + bottom - height) / 2, 0), MAP.height - height),
    width,
    height,
  }
}

/** In pixels of the frame. */
interface Placed {
  readonly left: number
  readonly top: number
  readonly labelWidth: number
}

interface Labelled {
  readonly labelLeft: number
  readonly labelTop: number
}

/** Puts each label beside its place, on the side that has room, and below whatever label stands there already. */
function withLabels<Place extends Placed>(
  places: readonly Place[],
  frameWidth: number,
): readonly (Place & Labelled)[] {
  const labelled: (Place & Labelled)[] = []
  for (const place of [...places].sort((a, b) => a.top - b.top)) {
    const isRight = place.left + LABEL_DISTANCE + place.labelWidth <= frameWidth
    const labelLeft = isRight
      ? place.left + LABEL_DISTANCE
      : Math.max(place.left - LABEL_DISTANCE - place.labelWidth, 0)
    let labelTop = place.top
    for (const other of labelled) {
      const isBeside =
        labelLeft < other.labelLeft + other.labelWidth && other.labelLeft < labelLeft + place.labelWidth
      if (isBeside && Math.abs(other.labelTop - labelTop) < LABEL_HEIGHT) {
        labelTop = other.labelTop + LABEL_HEIGHT
      }
    }
    labelled.push({ ...place, labelLeft, labelTop })
  }
  return labelled
}
