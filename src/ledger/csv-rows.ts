/** Rows of RFC 4180 text: quoted cells may hold commas, quotes and line ends. */
export function* csvRows(text: string): Generator<readonly string[]> {
  let row: string[] = []
  let at = text.startsWith('\uFEFF') ? 1 : 0
  while (at < text.length) {
    if (text[at] === '"') {
      let cell = ''
      let end = text.indexOf('"', at + 1)
      while (end !== -1 && text[end + 1] === '"') {
        cell += text.slice(at + 1, end + 1)
        at = end + 1
        end = text.indexOf('"', at + 1)
      }
      if (end === -1) throw new Error('a quote is never closed')
      row.push(cell + text.slice(at + 1, end))
      at = end + 1
    } else {
      let end = at
      while (end < text.length && text[end] !== ',' && text[end] !== '\n' && text[end] !== '\r') end++
      row.push(text.slice(at, end))
      at = end
    }
    if (text[at] === ',') {
      at += 1
      // A comma before the end of the line is followed by one more, empty cell.
      if (at >= text.length || text[at] === '\n' || text[at] === '\r') row.push('')
      else continue
    }
    if (text[at] === '\r') at += 1
    if (text[at] === '\n') at += 1
    if (row.length > 1 || row[0] !== '') yield row
    row = []
  }
}
