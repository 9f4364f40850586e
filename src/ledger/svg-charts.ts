/** Charts as inline SVG: no script, nothing fetched, readable on paper and without colour by their labels. */
export interface StackedBar {
  readonly label: string
  /** One for each series, none below zero. */
  readonly values: readonly number[]
  /** What stands at the end of the bar. */
  readonly note: string
}

export interface Series {
  readonly name: string
  readonly colour: string
}

const WIDTH = 720
const LABEL_WIDTH = 170
const NOTE_WIDTH = 130
const ROW_HEIGHT = 26
const BAR_HEIGHT = 16

export function stackedBars(title: string, series: readonly Series[], bars: readonly StackedBar[]): string {
  const most = Math.max(...bars.map(({ values }) => values.reduce((sum, value) => sum + value, 0)), 0)
  const room = WIDTH - LABEL_WIDTH - NOTE_WIDTH
  const legendHeight = 24
  const height = legendHeight + bars.length * ROW_HEIGHT + 6
  const parts = legend(LABEL_WIDTH, series)
  for (const [row, { label, values, note }] of bars.entries()) {
    const y = legendHeight + row * ROW_HEIGHT
    parts.push(
      `<text x="${LABEL_WIDTH - 8}" y="${y + 13}" text-anchor="end">${escapeXml(shortened(label))}</text>`,
    )
    let x = LABEL_WIDTH
    for (const [index, value] of values.entries()) {
      const width = most === 0 ? 0 : (value / most) * room
      const colour = series[index]?.colour ?? '#888'
      if (width > 0)
        parts.push(
          `<rect x="${round(x)}" y="${y}" width="${round(width)}" height="${BAR_HEIGHT}" fill="${colour}"/>`,
        )
      x += width
    }
    parts.push(`<text x="${round(x + 6)}" y="${y + 13}">${escapeXml(note)}</text>`)
  }
  return svg(title, height, parts)
}

export interface Curve {
  readonly name: string
  readonly colour: string
  readonly points: readonly (readonly [number, number])[]
}

const CURVE_HEIGHT = 260
const EDGE = { left: 90, right: 20, top: 28, bottom: 36 } as const

/** Lines over a common x; the y axis begins at zero. */
export function curves(
  title: string,
  axes: { readonly x: string; readonly y: (value: number) => string },
  all: readonly Curve[],
): string {
  const xs = all.flatMap(({ points }) => points.map(([x]) => x))
  const ys = all.flatMap(({ points }) => points.map(([, y]) => y))
  const [leastX, mostX, mostY] = [Math.min(...xs, 0), Math.max(...xs, 1), Math.max(...ys, 1e-9)]
  const toX = (x: number): number =>
    EDGE.left + ((x - leastX) / (mostX - leastX)) * (WIDTH - EDGE.left - EDGE.right)
  const toY = (y: number): number =>
    CURVE_HEIGHT - EDGE.bottom - (y / mostY) * (CURVE_HEIGHT - EDGE.top - EDGE.bottom)
  const parts = legend(EDGE.left, all)
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    const y = round(toY(mostY * share))
    parts.push(`<line x1="${EDGE.left}" x2="${WIDTH - EDGE.right}" y1="${y}" y2="${y}" stroke="#ddd"/>`)
    parts.push(
      `<text x="${EDGE.left - 6}" y="${y + 4}" text-anchor="end">${escapeXml(axes.y(mostY * share))}</text>`,
    )
    const x = leastX + (mostX - leastX) * share
    parts.push(
      `<text x="${round(toX(x))}" y="${CURVE_HEIGHT - 18}" text-anchor="middle">${Math.round(x).toLocaleString('en-US')}</text>`,
    )
  }
  parts.push(
    `<text x="${WIDTH / 2}" y="${CURVE_HEIGHT - 4}" text-anchor="middle">${escapeXml(axes.x)}</text>`,
  )
  for (const { colour, points } of all) {
    const line = points.map(([x, y]) => `${round(toX(x))},${round(toY(y))}`).join(' ')
    parts.push(`<polyline points="${line}" fill="none" stroke="${colour}" stroke-width="2"/>`)
  }
  return svg(title, CURVE_HEIGHT, parts)
}

/** Of letters of 11 px, on average and a little more. */
const LETTER_WIDTH = 6.2
const SWATCH_WIDTH = 16
const LEGEND_GAP = 18

function legend(left: number, entries: readonly Series[]): string[] {
  let x = left
  return entries.flatMap(({ name, colour }) => {
    const swatch = `<rect x="${round(x)}" y="5" width="11" height="11" fill="${colour}"/>`
    const text = `<text x="${round(x + SWATCH_WIDTH)}" y="15">${escapeXml(name)}</text>`
    x += SWATCH_WIDTH + name.length * LETTER_WIDTH + LEGEND_GAP
    return [swatch, text]
  })
}

export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

function svg(title: string, height: number, parts: readonly string[]): string {
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeXml(title)}"><title>${escapeXml(title)}</title>${parts.join('')}</svg>`
}

function shortened(label: string): string {
  return label.length <= 26 ? label : `${label.slice(0, 25)}…`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
