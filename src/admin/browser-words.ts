/**
 * Which browser signed in, for whoever looks at their sessions: its name, main version and system, as the header
 * User-Agent says. A caller may write there what it likes, so nothing of it is handed on but what is known here, and a
 * number.
 */
const MAX_READ_CHARACTERS = 512

/** The first that fits: browsers name those that they are made of, too, behind or before their own name. */
const BROWSERS: readonly (readonly [string, RegExp])[] = [
  ['Edge', /\bEdg(?:A|iOS)?\/(\d{1,4})/],
  ['Opera', /\bOPR\/(\d{1,4})/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/(\d{1,4})/],
  ['Chrome', /\b(?:Headless)?(?:Chrome|CriOS)\/(\d{1,4})/],
  ['Safari', /\bVersion\/(\d{1,4})[\d.]* (?:Mobile\/\w+ )?Safari\//],
  ['curl', /^curl\/(\d{1,4})/],
]
const SYSTEMS: readonly (readonly [string, RegExp])[] = [
  ['Windows', /\bWindows NT\b/],
  ['Android', /\bAndroid\b/],
  ['iOS', /\b(?:iPhone|iPad)\b/],
  ['macOS', /\bMacintosh\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Linux', /\bLinux\b/],
]

/** Null where it is none known. */
export function browserWords(userAgent: string | undefined): string | null {
  const read = (userAgent ?? '').slice(0, MAX_READ_CHARACTERS)
  for (const [name, pattern] of BROWSERS) {
    const version = pattern.exec(read)?.[1]
    if (version === undefined) continue
    const system = SYSTEMS.find(([, of]) => of.test(read))?.[0]
    return system === undefined ? `${name} ${version}` : `${name} ${version} on ${system}`
  }
  return null
}
