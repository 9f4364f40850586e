/**
 * The five documents of Microsoft's guidance for AI workloads that rules come from, read 2026-11-21. Rules say what
 * follows from them in words of their own; the documents have the last word.
 */
export interface GuidanceDocument {
  readonly title: string
  readonly url: string
  /** Date that the document gives itself. */
  readonly dated: string
}

export const DOCUMENTS = {
  ready: {
    title: 'AI Ready (Cloud Adoption Framework)',
    url: 'https://learn.microsoft.com/azure/cloud-adoption-framework/scenarios/ai/ready',
    dated: '2024-11-01',
  },
  networking: {
    title: 'Networking for AI workloads (Cloud Adoption Framework)',
    url: 'https://learn.microsoft.com/azure/cloud-adoption-framework/scenarios/ai/platform/networking',
    dated: '2024-11-01',
  },
  platform: {
    title: 'Application platform for AI workloads (Well-Architected Framework)',
    url: 'https://learn.microsoft.com/azure/well-architected/ai/application-platform',
    dated: '2024-04-15',
  },
  design: {
    title: 'Application design for AI workloads (Well-Architected Framework)',
    url: 'https://learn.microsoft.com/azure/well-architected/ai/application-design',
    dated: '2024-04-15',
  },
  principles: {
    title: 'Designing AI workloads with the Well-Architected Framework (Azure Architecture Blog)',
    url: 'https://techcommunity.microsoft.com/t5/azure-architecture-blog/designing-ai-workloads-with-the-azure-well-architected-framework/ba-p/4452252',
    dated: '2025-09-08',
  },
} as const satisfies Readonly<Record<string, GuidanceDocument>>

export type DocumentId = keyof typeof DOCUMENTS

export interface Source {
  readonly document: DocumentId
  readonly section: string
  /** Not worded there, but in a page that it links to, or needed for what it asks. */
  readonly isDerived?: true
}

export function sourceText({ document, section, isDerived }: Source): string {
  return `${isDerived === true ? 'derived from ' : ''}${DOCUMENTS[document].title}, “${section}”`
}

/** With where to read it. */
export function sourceOf(source: Source): { readonly text: string; readonly url: string } {
  return { text: sourceText(source), url: DOCUMENTS[source.document].url }
}

export const PILLARS = ['reliability', 'security', 'cost', 'operations', 'performance'] as const
export type Pillar = (typeof PILLARS)[number]

export const PILLAR_TITLES: Readonly<Record<Pillar, string>> = {
  reliability: 'Reliability',
  security: 'Security',
  cost: 'Cost optimization',
  operations: 'Operational excellence',
  performance: 'Performance efficiency',
}

export const AREA_TITLES = {
  REL: 'Reliability and continuity',
  PERF: 'Performance',
  GOV: 'Governance',
  NET: 'Network',
  FND: 'Foundation',
  PNET: 'Private networking of AI platforms',
  PLAT: 'Application platform',
  APP: 'Application design',
  WAF: 'Well-Architected principles',
} as const
export type Area = keyof typeof AREA_TITLES

/** `REL` of `REL-01`. */
export function areaOf(id: string): Area {
  const area = id.slice(0, id.indexOf('-'))
  if (area in AREA_TITLES) return area as Area
  throw new Error(`${id} is in no area`)
}
