/** Just enough of Markdown to check the pages: fences, links, headings and the code within lines. */
export interface Fence {
  /** What stands after the three backticks, such as `sh`. */
  readonly language: string
  readonly text: string
  /** Line of its first line of text, from 1. */
  readonly line: number
}

export function fencesOf(page: string): Fence[] {
  const fences: Fence[] = []
  for (const match of page.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)) {
    const line = page.slice(0, match.index).split('\n').length + 1
    fences.push({ language: match[1] ?? '', text: match[2] ?? '', line })
  }
  return fences
}

/** The page without its fences; line numbers stay. */
export function proseOf(page: string): string {
  return page.replaceAll(/^```\w*\n[\s\S]*?^```$/gm, (fence) => fence.replaceAll(/[^\n]/g, ''))
}

/** Targets of links and pictures, as written. */
export function linksOf(page: string): string[] {
  const prose = proseOf(page).replaceAll(/`[^`\n]*`/g, '')
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '')
}

/** What stands between single backticks. */
export function codeOf(page: string): string[] {
  return [...proseOf(page).matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '')
}

/** Names that links may give after `#`, as GitHub makes them from headings. */
export function anchorsOf(page: string): Set<string> {
  const anchors = new Set<string>()
  for (const [, heading = ''] of proseOf(page).matchAll(/^#+ +(.+)$/gm)) {
    anchors.add(
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replaceAll(/\s/g, '-'),
    )
  }
  return anchors
}

/** Commands of a shell fence: continued lines are joined, comments and empty lines left out. */
export function shellCommandsOf(text: string): string[] {
  const joined = text.replaceAll(/\\\n\s*/g, '')
  return joined
    .split('\n')
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .filter((line) => line !== '')
}

/** Rows of all tables, as trimmed cells; a `\|` within a cell is a bar. */
export function tableRowsOf(page: string): string[][] {
  return proseOf(page)
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\|[\s:|-]+\|$/.test(line))
    .map((line) =>
      line
        .replace(/^\|/, '')
        .replace(/\|\s*$/, '')
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim().replaceAll('\\|', '|')),
    )
}
