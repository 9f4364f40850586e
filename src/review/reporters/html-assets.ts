/** Style and script of the HTML report: both stand in the page, which names them by their hash. */
export const STYLE = `
:root { color-scheme: light dark; --high: #cf222e; --medium: #9a6700; --low: #59636e; --good: #1a7f37;
  --link: #0550ae; --line: color-mix(in srgb, CanvasText 22%, Canvas); --quiet: color-mix(in srgb, CanvasText 72%, Canvas) }
@media (prefers-color-scheme: dark) { :root { --high: #ff7b72; --medium: #d29922; --low: #9198a1; --good: #3fb950; --link: #79c0ff } }
* { box-sizing: border-box }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; overflow-wrap: anywhere }
h1 { margin: 0; font-size: 1.75rem; line-height: 1.2 } h2 { margin: 2.25rem 0 .75rem; font-size: 1.25rem }
h3 { margin: 0; font-size: 1rem; line-height: 1.4 } p { margin: .4rem 0 }
ul { margin: .4rem 0; padding-left: 1.25rem } .targets, .counts { list-style: none; padding: 0 }
a { color: var(--link) } code { font: .875em ui-monospace, monospace }
.quiet, .card p, dt, summary { color: var(--quiet) } .quiet, .card p { font-size: .875rem; font-weight: 400 }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
.counts { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: 1rem }
.scores { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .75rem }
.card, article { border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem }
.card { display: flex; flex-direction: column } .card strong { font-size: 2.25rem; line-height: 1.2; margin-top: auto }
.good strong { color: var(--good) } .fair strong { color: var(--medium) } .poor strong { color: var(--high) }
.shares { width: 100%; height: 6px; margin: .25rem 0; border-radius: 3px; background: var(--line) }
.shares .failed { fill: var(--high) } .shares .passed { fill: var(--good) } .shares .unknown { fill: transparent }
article { margin: .75rem 0; border-left: 4px solid var(--line) } article[hidden], .none[hidden] { display: none }
article.fail.high { border-left-color: var(--high) } article.fail.medium { border-left-color: var(--medium) }
article.fail.low { border-left-color: var(--low) } article.pass { border-left-color: var(--good) }
.badge { display: inline-block; border: 1px solid currentColor; border-radius: 1rem; padding: 0 .6rem; font-size: .8125rem; font-weight: 600; color: var(--quiet) }
.badge.fail.high { color: var(--high) } .badge.fail.medium { color: var(--medium) } .badge.fail.low { color: var(--low) }
.badge.pass { color: var(--good) }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem .75rem; margin: .6rem 0 } dd { margin: 0 }
.aside { font-style: italic }
.filters { display: flex; flex-wrap: wrap; gap: .6rem 1rem; align-items: end; background: Canvas; padding: .6rem 0; border-bottom: 1px solid var(--line) }
.filters label { display: grid; font-size: .8125rem; color: var(--quiet) }
.filters select, .filters input, .filters button { font: inherit; font-size: 1rem; min-height: 2.25rem; padding: .2rem .5rem; max-width: 100% }
.picture { overflow-x: auto; border: 1px solid var(--line); border-radius: .5rem; padding: .5rem } .picture svg { display: block; max-width: none }
.picture rect.high { stroke: var(--high) } .picture rect.medium { stroke: var(--medium) } .picture rect.low, .picture rect.info { stroke: var(--low) }
svg text { font: 12px system-ui, sans-serif; fill: CanvasText }
@media (min-width: 48rem) { .filters { position: sticky; top: 0; z-index: 1 } }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr } dd { margin-bottom: .35rem }
  .filters label { flex: 1 1 8rem } .filters label:has(input) { flex-basis: 100% } .scores { grid-template-columns: 1fr 1fr } .card { padding: .6rem .75rem } }
@media print { .filters { display: none } article { break-inside: avoid } }
`

export const SCRIPT = `
const form = document.querySelector('.filters')
const articles = [...document.querySelectorAll('article')]
const none = document.querySelector('.none')
const sum = (all) => all.reduce((count, one) => count + Number(one.dataset.count), 0)
function show() {
  const wanted = Object.fromEntries(new FormData(form))
  const words = wanted.words.toLowerCase()
  for (const one of articles) {
    const fits = ['verdict', 'severity', 'pillar'].every((key) => !wanted[key] || one.dataset[key] === wanted[key])
    one.hidden = !fits || !one.textContent.toLowerCase().includes(words)
  }
  const shown = articles.filter((one) => !one.hidden)
  none.hidden = shown.length > 0
  form.querySelector('output').textContent = sum(shown) + ' of ' + sum(articles) + ' results'
}
form.addEventListener('input', show)
form.addEventListener('reset', () => setTimeout(show))
form.addEventListener('submit', (event) => event.preventDefault())
if (articles.some((one) => one.dataset.verdict === 'fail')) form.verdict.value = 'fail'
show()
`
