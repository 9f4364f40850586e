/** Text in HTML and XML, in elements and in attributes. What XML cannot hold at all becomes a question mark. */
export function escaped(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '?')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

/** Text in a cell of a table in Markdown. */
export function cell(text: string): string {
  return text.replaceAll(/[\\|<>[\]]/g, (mark) => `\\${mark}`).replaceAll(/\s+/g, ' ')
}
