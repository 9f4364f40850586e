import { type Finding, SEVERITIES } from './finding.ts'
import { escaped } from './markup.ts'
import type { Box, Topology } from './topology.ts'

/** The picture of a topology; boxes that a finding is about have its colour. */
const WIDTH = 170
const HEIGHT = 44
const GAP_X = 70
const GAP_Y = 16
const TOP = 34
/** Characters that fit into a box. */
const MAX_TEXT = 21

export function topologySvg({ columns, edges }: Topology, findings: readonly Finding[]): string {
  const places = new Map<string, { readonly x: number; readonly y: number }>()
  for (const [column, { boxes }] of columns.entries())
    for (const [row, { id }] of boxes.entries())
      places.set(id, { x: 10 + column * (WIDTH + GAP_X), y: TOP + row * (HEIGHT + GAP_Y) })
  const rows = Math.max(1, ...columns.map(({ boxes }) => boxes.length))
  const width = 20 + columns.length * (WIDTH + GAP_X) - GAP_X
  const height = TOP + rows * (HEIGHT + GAP_Y)
  const lines = edges.flatMap(([from, to]) => {
    const start = places.get(from)
    const end = places.get(to)
    if (start === undefined || end === undefined) return []
    const [x1, y1, x2, y2] = [start.x + WIDTH, start.y + HEIGHT / 2, end.x, end.y + HEIGHT / 2]
    const bend = GAP_X / 2
    return `<path d="M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}" fill="none" stroke="currentColor" opacity=".35"/>`
  })
  const titles = columns.map(
    ({ title }, column) =>
      `<text x="${10 + column * (WIDTH + GAP_X)}" y="20" font-weight="600">${escaped(title)}</text>`,
  )
  const boxes = columns.flatMap(({ boxes: all }) =>
    all.map((one) => drawnBox(one, places.get(one.id) ?? { x: 0, y: 0 }, findings)),
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="Topology">${titles.join('')}${lines.join('')}${boxes.join('')}</svg>`
}

const COLOURS = { high: '#cf222e', medium: '#bf8700', low: '#57606a', info: '#57606a' }

function drawnBox(
  { title, note, subject }: Box,
  { x, y }: { readonly x: number; readonly y: number },
  findings: readonly Finding[],
): string {
  const own = findings.filter(
    (one) => one.verdict === 'fail' && (one.subject === subject || /^[.[/]/.test(rest(one.subject, subject))),
  )
  const worst = SEVERITIES.find((severity) => own.some((one) => one.severity === severity))
  const colour = worst === undefined ? 'currentColor' : COLOURS[worst]
  const told = own.map(({ rule, message }) => `${rule.id} ${message}`).join('\n')
  return `<g><title>${escaped([title, note, told].filter((text) => text !== '').join('\n'))}</title><rect class="${worst ?? 'sound'}" x="${x}" y="${y}" width="${WIDTH}" height="${HEIGHT}" rx="6" fill="Canvas" stroke="${colour}" stroke-width="${worst === undefined ? 1 : 2}"/><text x="${x + 10}" y="${y + (note === '' ? 26 : 18)}">${escaped(short(title))}</text><text x="${x + 10}" y="${y + 34}" opacity=".7">${escaped(short(note))}</text></g>`
}

/** What of a subject lies below the box's own; empty where it is another's. */
function rest(subject: string, own: string): string {
  return subject.startsWith(own) ? subject.slice(own.length) : ''
}

/** Paths are told apart by their ends, other names by how they begin. */
function short(text: string): string {
  if (text.length <= MAX_TEXT) return text
  if (!text.startsWith('/')) return `${text.slice(0, MAX_TEXT - 1)}…`
  const end = text.slice(1 - MAX_TEXT)
  const segment = end.indexOf('/')
  return `…${segment > 0 ? end.slice(segment) : end}`
}
