import { createHash } from 'node:crypto'
import { type Finding, type Review, SEVERITIES } from '../finding.ts'
import { DOCUMENTS, PILLAR_TITLES, PILLARS, sourceText } from '../guidance.ts'
import { escaped } from '../markup.ts'
import type { Reporter } from '../reporter.ts'
import { type PillarScore, summaryOf } from '../summary.ts'
import { pictureSvg } from '../picture-svg.ts'
import { placeText } from '../wording.ts'

/** One page that needs nothing else: scores, pictures, and findings to filter. It loads nothing from anywhere. */
export const html: Reporter = {
  name: 'html',
  report(review, { version }) {
    const { pillars } = summaryOf(review)
    const { day, targets, pictures, findings, notices } = review
    const told = findings.filter(({ verdict }) => verdict !== 'not-applicable')
    const hash = createHash('sha256').update(SCRIPT).digest('base64')
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Review of ${escaped(day)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>Review of ${escaped(day)}</h1>
<p>${escaped(targets.map(({ file, kind }) => `${file} (${kind})`).join(', '))} held to Microsoft’s guidance for AI workloads by Causeway ${escaped(version)}.</p>
</header>
<section class="scores" aria-label="Scores">${pillars.map(scoreCard).join('')}</section>
${pictures.map((picture) => `<section><h2>${escaped(picture.title)}</h2><div class="picture">${pictureSvg(picture, findings)}</div></section>`).join('\n')}
<section>
<h2>Findings</h2>
<form class="filters">
${choice('verdict', 'Result', ['fail', 'undetermined', 'pass'])}
${choice('severity', 'Severity', SEVERITIES)}
${choice('pillar', 'Pillar', PILLARS)}
<label>Search <input type="search" name="words"></label>
<output></output>
</form>
${told.map(article).join('\n')}
</section>
${noticesOf(notices)}
<script>${SCRIPT}</script>
</body>
</html>
`
  },
}

function scoreCard({ pillar, score, failed, undetermined, passed }: PillarScore): string {
  const grade = score === null ? 'none' : score >= 80 ? 'good' : score >= 50 ? 'fair' : 'poor'
  return `<div class="card ${grade}"><h3>${escaped(PILLAR_TITLES[pillar])}</h3><strong>${score ?? '–'}</strong><p>${failed} failed, ${undetermined} not known, ${passed} passed</p></div>`
}

function choice(name: string, label: string, values: readonly string[]): string {
  const options = values.map((value) => `<option value="${escaped(value)}">${escaped(value)}</option>`)
  return `<label>${label} <select name="${name}"><option value="">all</option>${options.join('')}</select></label>`
}

function article({ rule, verdict, severity, subject, place, message, standing }: Finding): string {
  const aside =
    standing.kind === 'accepted'
      ? `<p class="aside">Accepted until ${escaped(standing.until)}: ${escaped(standing.reason)}</p>`
      : standing.kind === 'known'
        ? '<p class="aside">Known: in the baseline</p>'
        : ''
  const result = verdict === 'fail' ? severity : verdict === 'undetermined' ? 'not known' : 'pass'
  const more =
    verdict === 'fail'
      ? `<p><b>Why</b> ${escaped(rule.why)}</p><p><b>To mend it</b> ${escaped(rule.remedy)}</p>`
      : ''
  return `<article data-verdict="${verdict}" data-severity="${severity}" data-pillar="${rule.pillar}">
<h3><span class="badge ${verdict} ${severity}">${escaped(result)}</span> ${escaped(rule.id)} ${escaped(rule.title)}</h3>
<p><code>${escaped(placeText(place))}</code> <code>${escaped(subject)}</code></p>
<p>${escaped(message)}</p>${aside}${more}
<p class="source">From <a href="${escaped(DOCUMENTS[rule.source.document].url)}" rel="noreferrer">${escaped(sourceText(rule.source))}</a></p>
</article>`
}

function noticesOf(notices: Review['notices']): string {
  if (notices.length === 0) return ''
  const items = notices.map(
    ({ place, message }) => `<li><code>${escaped(placeText(place))}</code> ${escaped(message)}</li>`,
  )
  return `<section><h2>Notices</h2><ul>${items.join('')}</ul></section>`
}

const STYLE = `
:root { color-scheme: light dark; --line: #8884; --good: #1a7f37; --fair: #9a6700; --poor: #cf222e; }
@media (prefers-color-scheme: dark) { :root { --good: #3fb950; --fair: #d29922; --poor: #ff7b72; } }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 0 auto; padding: 1.5rem; }
h1 { margin: 0 } h2 { margin: 2rem 0 .75rem } h3 { margin: 0; font-size: 1rem }
.scores { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .75rem; margin-top: 1.5rem }
.card, article { border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem }
.card strong { font-size: 2.25rem; font-weight: 600 } .card p { margin: 0; font-size: .85rem; opacity: .8 }
.good strong { color: var(--good) } .fair strong { color: var(--fair) } .poor strong { color: var(--poor) }
article { margin: .75rem 0 } article p { margin: .35rem 0 } article[hidden] { display: none }
.badge { border-radius: 1rem; padding: .1rem .6rem; font-size: .8rem; border: 1px solid currentColor }
.badge.fail.high { color: var(--poor) } .badge.fail.medium { color: var(--fair) } .badge.pass { color: var(--good) }
.source, .aside { font-size: .85rem; opacity: .8 }
.filters { display: flex; flex-wrap: wrap; gap: 1rem; align-items: end; position: sticky; top: 0; background: Canvas; padding: .5rem 0 }
.picture { overflow-x: auto } svg text { font: 12px system-ui, sans-serif; fill: CanvasText }
code { font-size: .85rem }
`

const SCRIPT = `
const form = document.querySelector('.filters')
const articles = [...document.querySelectorAll('article')]
function show() {
  const wanted = Object.fromEntries(new FormData(form))
  const words = wanted.words.toLowerCase()
  let count = 0
  for (const one of articles) {
    const fits = ['verdict', 'severity', 'pillar'].every((key) => !wanted[key] || one.dataset[key] === wanted[key])
    one.hidden = !fits || !one.textContent.toLowerCase().includes(words)
    if (!one.hidden) count++
  }
  form.querySelector('output').textContent = count + ' of ' + articles.length
}
form.addEventListener('input', show)
form.addEventListener('submit', (event) => event.preventDefault())
form.verdict.value = articles.some((one) => one.dataset.verdict === 'fail') ? 'fail' : ''
show()
`
