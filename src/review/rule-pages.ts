import {
  AREA_TITLES,
  areaOf,
  DOCUMENTS,
  PILLAR_TITLES,
  PILLARS,
  type Source,
  sourceText,
} from './guidance.ts'
import { RULES } from './registry.ts'
import type { ResourceCase, Rule } from './rule.ts'
import { NOT_IN_RESOURCES, UNCHECKED } from './unchecked.ts'
import { namesOf } from './wording.ts'

/** Makes the pages of `docs/rules/` from the rules themselves, by path from the root of the repository. */
export function rulePages(): ReadonlyMap<string, string> {
  const pages = new Map(RULES.map((rule) => [`docs/rules/${rule.id.toLowerCase()}.md`, rulePage(rule)]))
  return pages.set('docs/rules/README.md', indexPage()).set('docs/recommendations.md', coveragePage())
}

const MADE = '<!-- Made from src/review/rules by npm run docs. Edit the rule there. -->'

function rulePage(rule: Rule): string {
  const { id, title, pillar, severity, isHedged, source, looksAt, why, remedy, workload, resources, live } =
    rule
  const kinds = [
    ...(workload === undefined ? [] : ['workload files']),
    ...(resources === undefined ? [] : ['templates, plans and exports of resources']),
    ...(live === undefined ? [] : ['a gateway that runs']),
  ]
  const lines = [
    `# ${id}: ${title}`,
    '',
    MADE,
    '',
    '| | |',
    '|---|---|',
    `| Severity | ${severity}${isHedged === true ? ' (the guidance says to consider it)' : ''} |`,
    `| Pillar | ${PILLAR_TITLES[pillar]} |`,
    `| Area | ${AREA_TITLES[areaOf(id)]} |`,
    `| Reads | ${kinds.join(', ')} |`,
    `| Source | ${sourceLink(source)} |`,
    '',
    '## What it looks at',
    '',
    looksAt,
    ...(workload !== undefined && resources !== undefined
      ? ['', 'In templates, plans and exports: the properties of resources that the example below shows.']
      : []),
    ...(live === undefined ? [] : ['', `Of a gateway that runs (\`--live\`): ${inSentence(live.looksAt)}`]),
    '',
    '## Why',
    '',
    why,
    '',
    '## How to mend it',
    '',
    remedy,
    '',
  ]
  if (workload !== undefined) lines.push(...example('In a workload file', workload.cases, 'yaml'))
  if (resources !== undefined) {
    const { fails, passes } = resources.cases
    lines.push(
      ...example('In a template', { fails: [jsonOf(fails[0])], passes: [jsonOf(passes[0])] }, 'json'),
    )
  }
  lines.push(
    '## To accept it for a time',
    '',
    ...fence(
      'yaml',
      `review:\n  accepted:\n    - { rule: ${id}, reason: why it is left, until: 2027-06-30 }`,
    ),
    'See [the review](../review.md).',
    '',
  )
  return lines.join('\n')
}

/** With a small letter in front, but for abbreviations. */
function inSentence(sentence: string): string {
  return /^[A-Z][a-z ]/.test(sentence) ? sentence.charAt(0).toLowerCase() + sentence.slice(1) : sentence
}

function example(
  title: string,
  cases: { fails: readonly [string, ...string[]]; passes: readonly [string, ...string[]] },
  language: string,
): readonly string[] {
  return [
    `## ${title}`,
    '',
    'Before:',
    '',
    ...fence(language, cases.fails[0]),
    'After:',
    '',
    ...fence(language, cases.passes[0]),
  ]
}

function jsonOf(resources: ResourceCase): string {
  return JSON.stringify(resources.length === 1 ? resources[0] : resources, null, 2)
}

function fence(language: string, text: string): readonly string[] {
  return [`\`\`\`${language}`, text, '```', '']
}

function sourceLink(source: Source): string {
  return `[${sourceText(source)}](${DOCUMENTS[source.document].url})`
}

function indexPage(): string {
  const lines = [
    '# Rules of the review',
    '',
    MADE,
    '',
    `What \`causeway review\` holds a design to: ${RULES.length} rules. Severities are for production; [how they scale](../review.md#severity).`,
    '',
  ]
  lines.push('## By pillar', '')
  for (const pillar of PILLARS) {
    lines.push(
      `### ${PILLAR_TITLES[pillar]}`,
      '',
      ...tableOf(RULES.filter((rule) => rule.pillar === pillar)),
      '',
    )
  }
  lines.push('## By document', '')
  for (const [id, document] of Object.entries(DOCUMENTS)) {
    const own = RULES.filter((rule) => rule.source.document === id)
    lines.push(
      `### ${document.title}`,
      '',
      `[The document](${document.url}), of ${document.dated}.`,
      '',
      ...tableOf(own),
      '',
    )
  }
  return lines.join('\n')
}

function tableOf(rules: readonly Rule[]): readonly string[] {
  return [
    '| rule | what should be so | severity |',
    '|---|---|---|',
    ...rules.map(({ id, title, severity }) => `| [${id}](${id.toLowerCase()}.md) | ${title} | ${severity} |`),
  ]
}

/** Every recommendation of every document, with its rule or the reason why it has none. */
function coveragePage(): string {
  const count = RULES.length + UNCHECKED.length
  const lines = [
    '# What of the guidance is checked',
    '',
    MADE,
    '',
    `Five documents of Microsoft recommend ${count} things for AI workloads that a design can follow or not. ${RULES.length} of them`,
    'have a rule of `causeway review`; for the others this table says why no tool can check them.',
    '',
  ]
  for (const [id, document] of Object.entries(DOCUMENTS)) {
    const rows = [
      ...RULES.filter(({ source }) => source.document === id).map((rule) => ({
        ...rule,
        checked: `[${rule.id}](rules/${rule.id.toLowerCase()}.md) on ${namesOf(readsOf(rule))}${whyBlind(rule)}`,
      })),
      ...UNCHECKED.filter(({ source }) => source.document === id).map((one) => ({
        ...one,
        checked: one.reason,
      })),
    ].sort((a, b) => (a.id < b.id ? -1 : 1))
    lines.push(
      `## ${document.title}`,
      '',
      `[The document](${document.url}), of ${document.dated}.`,
      '',
      '| no. | section | recommendation | checked by, or why not |',
      '|---|---|---|---|',
      ...rows.map(
        ({ id: number, source, title, checked }) =>
          `| ${number} | ${source.section}${source.isDerived === true ? ' (derived)' : ''} | ${title} | ${checked} |`,
      ),
      '',
    )
  }
  return lines.join('\n')
}

/** Why it does not look at resources. */
function whyBlind({ id }: Rule): string {
  const reason = NOT_IN_RESOURCES.find(({ rules }) => rules.includes(id))?.reason
  return reason === undefined ? '' : `; ${reason}`
}

function readsOf({ workload, resources, live }: Rule): readonly string[] {
  return [
    ...(workload === undefined ? [] : ['workload files']),
    ...(resources === undefined ? [] : ['resources']),
    ...(live === undefined ? [] : ['the running gateway']),
  ]
}
