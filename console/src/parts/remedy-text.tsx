import { CodeText } from './code-text.tsx'
import { TextLink } from './row-link.tsx'

/** `[words](/place)`, with the place below `/console`. */
const LINK = /\[([^\]]+)\]\((\/[^)\s]*)\)/g

/** What to do, as the program says it: with commands between backticks, and links to pages of the console. */
export function RemedyText({ text }: { readonly text: string }) {
  // Of each link, its words and its place stand after the text before it.
  const parts = text.split(LINK)
  return parts.map((part, at) => {
    // A text does not change while it is shown.
    const key = `${at} ${part}`
    if (at % 3 === 1)
      return (
        <TextLink key={key} to={parts[at + 1] ?? '/'}>
          {part}
        </TextLink>
      )
    return at % 3 === 2 ? null : <CodeText key={key} text={part} />
  })
}
