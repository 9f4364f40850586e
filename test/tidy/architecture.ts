import { lineCount } from './files.ts'
import { roomOf, ROOMS } from './rooms.ts'
import { lineAt, type Tree, type Untidy } from './tree.ts'

/** ARCHITECTURE.md is the map: short enough to be read, and equal to the ground. */
export const MAX_ARCHITECTURE_LINES = 150
const MAP = 'ARCHITECTURE.md'

/** A row of the table of folders: `| 3 | `src/ledger/` | purpose |`; the layer may be left out. */
const ROW = /^\|(?:\s*(?<layer>\d+)\s*\|)?\s*\[?`src\/(?<room>[a-z-]+)\/?`/gm

export function architecturePage(tree: Tree): readonly Untidy[] {
  const text = tree.get(MAP)
  if (text === undefined) {
    const wayOut =
      'write it: bird’s-eye, the table of rooms, the way of a request, invariants, "to change X, open Y"'
    return [{ path: MAP, line: 1, what: 'does not exist', wayOut }]
  }
  const found: Untidy[] = []
  const lines = lineCount(text)
  if (lines > MAX_ARCHITECTURE_LINES) {
    const what = `has ${lines} lines; the most is ${MAX_ARCHITECTURE_LINES}`
    found.push({ path: MAP, line: MAX_ARCHITECTURE_LINES + 1, what, wayOut: 'move the detail to docs/' })
  }
  const rooms = new Set([...tree.keys()].map(roomOf).filter((room) => room !== null))
  const shown = new Set<string>()
  for (const match of text.matchAll(ROW)) {
    const { room = '', layer } = match.groups ?? {}
    const at = { path: MAP, line: lineAt(text, match.index) }
    if (shown.has(room)) found.push({ ...at, what: `shows src/${room}/ twice`, wayOut: 'keep one row' })
    shown.add(room)
    if (!rooms.has(room)) {
      const wayOut = 'delete the row: the page says what is, not what will be'
      found.push({ ...at, what: `shows src/${room}/, which does not exist`, wayOut })
    }
    if (layer !== undefined && Number(layer) !== ROOMS[room]) {
      const what = `shows src/${room}/ in layer ${layer}, and test/tidy/rooms.ts in ${ROOMS[room] ?? 'none'}`
      found.push({ ...at, what, wayOut: 'correct the one that is wrong' })
    }
  }
  for (const room of rooms) {
    if (shown.has(room)) continue
    const wayOut = `add a row: | layer | \`src/${room}/\` | what it is for, what it must not do |`
    found.push({ path: MAP, line: 1, what: `does not show src/${room}/`, wayOut })
  }
  return found
}
