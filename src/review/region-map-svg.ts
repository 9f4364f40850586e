import { type Finding, SEVERITIES } from './finding.ts'
import { escaped } from './markup.ts'
import {
  MAX_PARTS,
  type NetworkPart,
  type Part,
  type RegionMap,
  type RegionPart,
  type Resident,
} from './region-map.ts'

/**
 * The picture of a region map: a lane for each region with its networks and, beside them, the services that private
 * endpoints lead to. Traffic comes in from the strip above and leaves to the strip below.
 */
const MARGIN = 16
const STRIP = 44
const GUTTER = 30
const NETWORK_WIDTH = 320
const WIRES = 70
const SERVICE_WIDTH = 230
const LANE_WIDTH = GUTTER + NETWORK_WIDTH + WIRES + SERVICE_WIDTH + 20
const LANE_GAP = 24
const TITLE = 26
const ROW = 34
const GAP = 10
/** Of 12 pixels high text, on average. */
const CHARACTER_WIDTH = 6.4

const COLOURS = { high: '#cf222e', medium: '#bf8700', low: '#57606a', info: '#57606a' }

interface Point {
  readonly x: number
  readonly y: number
}

/** What is drawn, and where lines begin and end. */
class Drawing {
  readonly shapes: string[] = []
  readonly lines: string[] = []
  readonly #findings: readonly Finding[]

  constructor(findings: readonly Finding[]) {
    this.#findings = findings
  }

  box(
    part: Part,
    at: Point,
    size: { readonly width: number; readonly height: number },
    filled: boolean,
  ): void {
    const { x, y } = at
    const { width, height } = size
    const own = this.#findings.filter(
      ({ verdict, subject }) => verdict === 'fail' && isWithin(subject, part.subject),
    )
    const worst = SEVERITIES.find((severity) => own.some((one) => one.severity === severity))
    const stroke = worst === undefined ? 'currentColor' : COLOURS[worst]
    const told = own.map(({ rule, message }) => `${rule.id} ${message}`)
    const tip = [part.title, part.note, ...told].filter((text) => text !== '').join('\n')
    const widest = (width - 20) / CHARACTER_WIDTH
    this.shapes.push(
      `<g><title>${escaped(tip)}</title><rect class="${worst ?? 'sound'}" x="${x}" y="${y}" width="${width}" height="${height}" rx="6" fill="${filled ? 'Canvas' : 'none'}" stroke="${stroke}" stroke-width="${worst === undefined ? 1 : 2}" stroke-opacity="${worst === undefined ? 0.5 : 1}"/>`,
      `<text x="${x + 10}" y="${y + 14}">${escaped(short(part.title, widest))}</text>`,
      part.note === ''
        ? '</g>'
        : `<text x="${x + 10}" y="${y + 28}" class="note">${escaped(short(part.note, widest))}</text></g>`,
    )
  }

  text(text: string, { x, y }: Point, name: 'head' | 'note' | 'plain', width: number): void {
    this.shapes.push(
      `<text x="${x}" y="${y}" class="${name}">${escaped(short(text, width / CHARACTER_WIDTH))}</text>`,
    )
  }

  line(path: string, isFlow: boolean): void {
    this.lines.push(`<path d="${path}" class="line"${isFlow ? ' marker-end="url(#arrow)"' : ''}/>`)
  }
}

export function regionMapSvg(map: RegionMap, findings: readonly Finding[]): string {
  const drawing = new Drawing(findings)
  const width = Math.max(1, map.regions.length) * (LANE_WIDTH + LANE_GAP) - LANE_GAP + 2 * MARGIN
  const strips = map.worldwide.length === 0 ? 1 : 2
  const top = MARGIN + strips * (STRIP + LANE_GAP)
  const lanes = map.regions.map((region, i) => {
    const x = MARGIN + i * (LANE_WIDTH + LANE_GAP)
    return { x, ...drawRegion(drawing, region, { x, y: top }) }
  })
  const bottom = Math.max(top + TITLE, ...lanes.map(({ bottom: end }) => end)) + GAP
  for (const { x } of lanes)
    drawing.shapes.unshift(
      `<rect x="${x}" y="${top}" width="${LANE_WIDTH}" height="${bottom - top}" rx="8" class="lane"/>`,
    )
  const flows = lanes.flatMap((lane) => lane.flows)
  drawCallers(drawing, map, { isOpen: flows.some(({ traffic }) => traffic === 'in'), width })
  const outside = bottom + LANE_GAP
  for (const lane of lanes) drawFlows(drawing, lane, { from: top - LANE_GAP, to: outside })
  const leaves = flows.some(({ traffic }) => traffic !== 'in')
  const end = leaves ? outside + STRIP : bottom
  const height = end + (map.elsewhere.length === 0 ? 0 : 24) + MARGIN
  if (map.elsewhere.length > 0)
    drawing.text(map.elsewhere.join(' · '), { x: MARGIN, y: end + 24 }, 'note', width - 2 * MARGIN)
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="Regions, networks, endpoints and traffic"><style>${STYLE}</style><defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0 L8 4 L0 8 z" fill="currentColor"/></marker></defs>${drawing.lines.join('')}${drawing.shapes.join('')}</svg>`
}

const STYLE = `svg{color-scheme:light dark;color:CanvasText}text{font:12px system-ui,sans-serif;fill:CanvasText}.head{font-weight:600;font-size:14px}.note{font-size:11px;opacity:.75}.line{fill:none;stroke:currentColor;opacity:.55}.lane{fill:none;stroke:currentColor;stroke-opacity:.35;stroke-dasharray:4 4}`

interface Flow {
  readonly y: number
  readonly traffic: Exclude<Resident['traffic'], 'inside'>
}

function drawRegion(
  drawing: Drawing,
  { region, networks, services }: RegionPart,
  { x, y }: Point,
): { readonly bottom: number; readonly flows: readonly Flow[] } {
  drawing.text(region, { x: x + GUTTER, y: y + 20 }, 'head', NETWORK_WIDTH)
  const flows: Flow[] = []
  const ends: { readonly y: number; readonly leadsTo: string }[] = []
  let at = y + TITLE + GAP
  for (const network of networks.slice(0, MAX_PARTS)) {
    at = drawNetwork(drawing, network, { x: x + GUTTER, y: at }, flows, ends) + GAP
  }
  const left = x + GUTTER + NETWORK_WIDTH + WIRES
  let down = y + TITLE + GAP
  const places = new Map<string, number>()
  for (const service of services.slice(0, MAX_PARTS)) {
    const { holds } = service
    const height = ROW + 4 + holds.length * 14
    drawing.box(service, { x: left, y: down }, { width: SERVICE_WIDTH, height }, true)
    for (const [i, held] of holds.entries())
      drawing.text(`• ${held}`, { x: left + 14, y: down + ROW + 10 + i * 14 }, 'note', SERVICE_WIDTH - 24)
    places.set(service.subject, down + height / 2)
    down += height + GAP
  }
  if (services.length > MAX_PARTS) {
    drawing.text(`and ${services.length - MAX_PARTS} more`, { x: left, y: down + 12 }, 'note', SERVICE_WIDTH)
    down += 20
  }
  const from = x + GUTTER + NETWORK_WIDTH - 18
  for (const { y: start, leadsTo } of ends) {
    const end = places.get(leadsTo)
    if (end === undefined) continue
    const bend = left - WIRES / 2
    drawing.line(`M${from} ${start} C${bend} ${start} ${bend} ${end} ${left} ${end}`, true)
  }
  return { bottom: Math.max(at, down), flows }
}

function drawNetwork(
  drawing: Drawing,
  network: NetworkPart,
  { x, y }: Point,
  flows: Flow[],
  ends: { readonly y: number; readonly leadsTo: string }[],
): number {
  let at = y + ROW + 4
  for (const subnet of network.subnets.slice(0, MAX_PARTS)) {
    const start = at
    at += ROW
    for (const resident of subnet.residents.slice(0, MAX_PARTS)) {
      drawing.box(resident, { x: x + 18, y: at }, { width: NETWORK_WIDTH - 36, height: ROW }, true)
      const middle = at + ROW / 2
      if (resident.traffic !== 'inside') flows.push({ y: middle, traffic: resident.traffic })
      if (resident.leadsTo !== null) ends.push({ y: middle, leadsTo: resident.leadsTo })
      at += ROW + 4
    }
    const left = subnet.residents.length - MAX_PARTS
    if (left > 0) {
      drawing.text(`and ${left} more`, { x: x + 18, y: at + 12 }, 'note', NETWORK_WIDTH - 36)
      at += 18
    }
    at += 4
    drawing.box(subnet, { x: x + 8, y: start }, { width: NETWORK_WIDTH - 16, height: at - start }, false)
    at += GAP
  }
  for (const peer of network.peers.slice(0, MAX_PARTS)) {
    drawing.text(`peered with ${peer}`, { x: x + 10, y: at + 10 }, 'note', NETWORK_WIDTH - 20)
    at += 18
  }
  drawing.box(network, { x, y }, { width: NETWORK_WIDTH, height: at - y }, false)
  return at
}

/** In from above by the gutter on the left; out below by it; to on-premises by the space on the right. */
function drawFlows(
  drawing: Drawing,
  { x, flows }: { readonly x: number; readonly flows: readonly Flow[] },
  { from, to }: { readonly from: number; readonly to: number },
): void {
  const left = x + GUTTER + 18
  const right = x + GUTTER + NETWORK_WIDTH - 18
  for (const [i, { y, traffic }] of flows.entries()) {
    const gutter = x + GUTTER - 10 - (i % 3) * 6
    if (traffic === 'in') drawing.line(`M${gutter} ${from} V${y} H${left}`, true)
    else if (traffic === 'out') drawing.line(`M${left} ${y} H${gutter} V${to}`, true)
    else drawing.line(`M${right} ${y} H${right + 34} V${to}`, true)
  }
  const half = { width: (LANE_WIDTH - GAP) / 2, height: STRIP }
  const has = (wanted: Flow['traffic']): boolean => flows.some(({ traffic }) => traffic === wanted)
  if (has('out'))
    drawing.box(
      { title: 'Internet', note: 'what the firewall lets out', subject: '' },
      { x, y: to },
      half,
      true,
    )
  if (has('on-premises'))
    drawing.box(
      { title: 'On premises', note: 'over a link of its own', subject: '' },
      { x: x + half.width + GAP, y: to },
      half,
      true,
    )
}

function drawCallers(
  drawing: Drawing,
  { worldwide }: RegionMap,
  { isOpen, width }: { readonly isOpen: boolean; readonly width: number },
): void {
  const callers: Part =
    isOpen || worldwide.length > 0
      ? { title: 'Callers on the internet', note: 'HTTPS', subject: '' }
      : { title: 'Callers inside', note: 'over private networks', subject: '' }
  drawing.box(callers, { x: MARGIN, y: MARGIN }, { width: width - 2 * MARGIN, height: STRIP }, true)
  // Together as wide as all lanes, so that what comes in to any of them begins at one.
  const shown = worldwide.slice(0, MAX_PARTS)
  const each = Math.floor((width - 2 * MARGIN + GAP) / Math.max(1, shown.length)) - GAP
  for (const [i, part] of shown.entries()) {
    const x = MARGIN + i * (each + GAP)
    const y = MARGIN + STRIP + LANE_GAP
    drawing.box(part, { x, y }, { width: each, height: STRIP }, true)
    drawing.line(`M${x + each / 2} ${MARGIN + STRIP} V${y}`, true)
  }
}

/** Whether a finding is about a part or something below it. */
function isWithin(subject: string, own: string): boolean {
  return (
    own !== '' && (subject === own || (subject.startsWith(own) && /^[.[/]/.test(subject.slice(own.length))))
  )
}

/** The end of a name tells it from its neighbours as much as its beginning, so the middle goes. */
function short(text: string, widest: number): string {
  if (text.length <= widest) return text
  const left = Math.max(2, Math.floor(widest) - 1)
  const head = Math.ceil(left / 2)
  return `${text.slice(0, head)}…${text.slice(text.length - (left - head))}`
}
