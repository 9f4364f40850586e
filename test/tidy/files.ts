import { isCode, isGenerated, isTestCode, lineAt, type Tree, type Untidy } from './tree.ts'

/** How large files may be and what they may be called. */
export const MAX_LINES = 500
export const MAX_TEST_LINES = 800

export function lineCount(text: string): number {
  return text === '' ? 0 : lineAt(text, text.length) - (text.endsWith('\n') ? 1 : 0)
}

export function fileSizes(tree: Tree): readonly Untidy[] {
  const found: Untidy[] = []
  for (const [path, text] of tree) {
    if (!isCode(path)) continue
    const most = isTestCode(path) ? MAX_TEST_LINES : MAX_LINES
    const lines = lineCount(text)
    if (lines <= most) continue
    found.push({
      path,
      line: most + 1,
      what: `has ${lines} lines; the most is ${most}`,
      wayOut: 'split it by subject; data goes into a .json file, generated code into *.generated.ts',
    })
  }
  return found
}

/** The usual size of the program's files, reported and not enforced: aim at 100 for the median, 300 for the rest. */
export function sizeSummary(tree: Tree): string {
  const sizes = [...tree]
    .filter(([path]) => path.startsWith('src/') && path.endsWith('.ts') && isCode(path) && !isTestCode(path))
    .map(([, text]) => lineCount(text))
    .sort((a, b) => a - b)
  const at = (share: number): number =>
    sizes[Math.min(sizes.length - 1, Math.floor(sizes.length * share))] ?? 0
  const total = sizes.reduce((sum, size) => sum + size, 0)
  return `${sizes.length} files in src, ${total} lines; median ${at(0.5)} (aim 100), 90th percentile ${at(0.9)} (aim 300), largest ${sizes.at(-1) ?? 0}`
}

/** Words that say nothing about what is inside, each with what to do instead. */
const EMPTY_WORDS = ['utils', 'util', 'helpers', 'helper', 'common', 'manager', 'service', 'misc', 'impl']

/** Names that tools and readers look for. */
const CUSTOMARY_NAME = /^(\.[a-z][a-z.-]*|[A-Z]+(\.md)?|Dockerfile)$/
const KEBAB = /^[a-z0-9]+([.-][a-z0-9]+)*$/

export function fileNames(tree: Tree): readonly Untidy[] {
  const found: Untidy[] = []
  for (const path of tree.keys()) {
    if (isGenerated(path)) continue
    const segments = path.split('/')
    const wrong = segments.find((segment) => !KEBAB.test(segment) && !CUSTOMARY_NAME.test(segment))
    // Data keeps the names of where it comes from.
    if (wrong !== undefined && !/\.(json|csv)$/.test(path)) {
      found.push({ path, line: 1, what: `"${wrong}" is not in kebab-case`, wayOut: 'rename it-like-this.ts' })
    }
    const words = segments.flatMap((segment) => segment.split(/[.-]/))
    const empty = EMPTY_WORDS.find((word) => words.includes(word))
    if (empty !== undefined && isCode(path)) {
      const wayOut = 'name it after the one thing it holds; if it holds several, split it'
      found.push({ path, line: 1, what: `"${empty}" in a name says nothing`, wayOut })
    }
  }
  return found
}
