import { createHash } from 'node:crypto'
import { formatCount } from '../../base/index.ts'
import { type Finding, type Review, SEVERITIES, type Verdict } from '../finding.ts'
import { DOCUMENTS, PILLAR_TITLES, PILLARS, sourceText } from '../guidance.ts'
import { escaped } from '../markup.ts'
import { pictureSvg } from '../picture-svg.ts'
import type { Reporter } from '../reporter.ts'
import { type PillarScore, summaryOf } from '../summary.ts'
import { counted, placeText } from '../wording.ts'
import { SCRIPT, STYLE } from './html-assets.ts'

/** One page that needs nothing else: scores, pictures, and findings to filter. It loads nothing from anywhere. */
export const html: Reporter = {
  name: 'html',
  report(review, { version }) {
    const { pillars } = summaryOf(review)
    const { day, pictures, findings, notices } = review
    const told = findings.filter(({ verdict }) => verdict !== 'not-applicable')
    const body = `<header>
<h1>Design review</h1>
<p>Held to Microsoft’s guidance for AI workloads on <time datetime="${escaped(day)}">${escaped(day)}</time>, by Causeway ${escaped(version)}.</p>
${targetsOf(review)}
${headline(review)}
</header>
<section aria-labelledby="scores"><h2 id="scores">Scores</h2><div class="scores">${pillars.map(scoreCard).join('')}</div></section>
${pictures.map((picture) => `<section><h2>${escaped(picture.title)}</h2><div class="picture" role="region" aria-label="Picture of ${escaped(picture.title)}" tabindex="0">${pictureSvg(picture, findings)}</div><p class="quiet">A thick frame has failures: red is high, amber medium, grey low.</p></section>`).join('\n')}
<section aria-labelledby="findings">
<h2 id="findings">Findings</h2>
<form class="filters" role="search" aria-label="Findings">
${choice('verdict', 'Result', VERDICT_TITLES)}
${choice('severity', 'Severity', new Map(SEVERITIES.map((severity) => [severity, severity])))}
${choice('pillar', 'Pillar', new Map(PILLARS.map((pillar) => [pillar, PILLAR_TITLES[pillar]])))}
<label>Search <input type="search" name="words" autocomplete="off"></label>
<button type="reset">Show all</button>
<output aria-live="polite"></output>
</form>
${groupsOf(told).map(article).join('\n')}
<p class="none" hidden>No finding is like that.</p>
</section>
${noticesOf(notices)}`
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyFor(body)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Design review of ${escaped(day)}</title>
<style>${STYLE}</style>
</head>
<body>
${body}
<script>${SCRIPT}</script>
</body>
</html>
`
  },
}

/** What may run or be applied is named by its hash, and nothing may be loaded or sent. */
function policyFor(body: string): string {
  const styles = [STYLE, ...[...body.matchAll(/<style>([^<]*)<\/style>/g)].map(([, style = '']) => style)]
  const hashes = [...new Set(styles)].map(hashOf).join(' ')
  return `default-src 'none'; style-src ${hashes}; script-src ${hashOf(SCRIPT)}; base-uri 'none'; form-action 'none'`
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}

/** More than these are folded away. */
const SHOWN_TARGETS = 4
const SHOWN_PLACES = 6

function targetsOf({ targets }: Review): string {
  const items = targets.map(
    ({ file, kind }) => `<li><code>${escaped(file)}</code> <span class="quiet">${escaped(kind)}</span></li>`,
  )
  return foldedList(items, SHOWN_TARGETS, 'targets')
}

function foldedList(items: readonly string[], most: number, what: string): string {
  if (items.length <= most) return `<ul class="${what}">${items.join('')}</ul>`
  const rest = items.slice(most)
  return `<ul class="${what}">${items.slice(0, most).join('')}</ul><details><summary>${formatCount(rest.length)} more</summary><ul class="${what}">${rest.join('')}</ul></details>`
}

function headline(review: Review): string {
  const { failed, accepted, known, undetermined, passed } = summaryOf(review)
  const failures = SEVERITIES.filter((severity) => failed[severity] > 0).map(
    (severity) => `<li class="badge fail ${severity}">${formatCount(failed[severity])} ${severity}</li>`,
  )
  const rest: readonly (readonly [number, string])[] = [
    [accepted, 'accepted'],
    [known, 'known before'],
    [undetermined, 'not known'],
    [passed, 'passed'],
  ]
  const counts = rest
    .filter(([count]) => count > 0)
    .map(([count, what]) => `<li class="badge">${formatCount(count)} ${what}</li>`)
  const none = failures.length === 0 ? ['<li class="badge pass">no open failures</li>'] : failures
  return `<ul class="counts" aria-label="Results">${[...none, ...counts].join('')}</ul>`
}

function scoreCard({ pillar, score, failed, undetermined, passed }: PillarScore): string {
  const grade = score === null ? 'none' : score >= 80 ? 'good' : score >= 50 ? 'fair' : 'poor'
  const told = `${failed} failed, ${undetermined} not known, ${passed} passed`
  return `<div class="card ${grade}"><h3>${escaped(PILLAR_TITLES[pillar])}</h3><strong>${score ?? '–'}</strong>${shares(failed, undetermined, passed)}<p>${told}</p></div>`
}

/** Beside a score, which is of what is known alone: how much that is. */
function shares(failed: number, undetermined: number, passed: number): string {
  const all = Math.max(1, failed + undetermined + passed)
  let x = 0
  const parts = [
    ['failed', failed],
    ['passed', passed],
    ['unknown', undetermined],
  ] as const
  const drawn = parts.map(([name, count]) => {
    const width = (100 * count) / all
    const rect = `<rect class="${name}" x="${x.toFixed(2)}" width="${width.toFixed(2)}" height="6"/>`
    x += width
    return rect
  })
  return `<svg class="shares" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">${drawn.join('')}</svg>`
}

const VERDICT_TITLES: ReadonlyMap<string, string> = new Map<Verdict, string>([
  ['fail', 'failures'],
  ['undetermined', 'not known'],
  ['pass', 'passed'],
])

function choice(name: string, label: string, values: ReadonlyMap<string, string>): string {
  const options = [...values].map(
    ([value, title]) => `<option value="${escaped(value)}">${escaped(title)}</option>`,
  )
  return `<label>${label} <select name="${name}"><option value="">all</option>${options.join('')}</select></label>`
}

/** Findings of one rule that are alike in all but their place: to be read, and mended, as one. */
function groupsOf(findings: readonly Finding[]): readonly (readonly [Finding, ...Finding[]])[] {
  const groups = new Map<string, [Finding, ...Finding[]]>()
  for (const finding of findings) {
    const { rule, verdict, severity, standing } = finding
    const key = JSON.stringify([rule.id, verdict, severity, standing])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [finding])
    else group.push(finding)
  }
  return [...groups.values()]
}

function article(group: readonly [Finding, ...Finding[]]): string {
  const [{ rule, verdict, severity, standing }] = group
  const aside =
    standing.kind === 'accepted'
      ? `<p class="aside">Accepted until ${escaped(standing.until)}: ${escaped(standing.reason)}</p>`
      : standing.kind === 'known'
        ? '<p class="aside">Known: in the baseline</p>'
        : ''
  const result = verdict === 'fail' ? severity : verdict === 'undetermined' ? 'not known' : 'pass'
  const more =
    verdict === 'fail'
      ? `<dl><dt>Why</dt><dd>${prose(rule.why)}</dd><dt>To mend it</dt><dd>${prose(rule.remedy)}</dd></dl>`
      : ''
  const count = group.length === 1 ? '' : ` <span class="quiet">${counted(group.length, 'place')}</span>`
  const places = group.map(
    ({ place, subject, message }) =>
      `<li>${prose(message)}<br><code>${escaped(placeText(place))}</code> <code class="quiet">${escaped(subject)}</code></li>`,
  )
  return `<article class="${verdict} ${severity}" data-verdict="${verdict}" data-severity="${severity}" data-pillar="${rule.pillar}" data-count="${group.length}">
<h3><span class="badge ${verdict} ${severity}">${escaped(result)}</span> <span class="id">${escaped(rule.id)}</span> ${prose(rule.title)}${count}</h3>
${foldedList(places, SHOWN_PLACES, 'places')}${aside}${more}
<p class="quiet">From <a href="${escaped(DOCUMENTS[rule.source.document].url)}" rel="noreferrer">${escaped(sourceText(rule.source))}</a></p>
</article>`
}

/** Sentences of rules and findings set code in backticks. */
function prose(text: string): string {
  return escaped(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>')
}

function noticesOf(notices: Review['notices']): string {
  if (notices.length === 0) return ''
  const items = notices.map(
    ({ place, message }) => `<li><code>${escaped(placeText(place))}</code> ${prose(message)}</li>`,
  )
  return `<section><h2>Notices</h2><ul>${items.join('')}</ul></section>`
}
