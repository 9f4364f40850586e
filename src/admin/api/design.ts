import { z } from 'zod'

import { count, type Endpoint, json, moment, usd } from './endpoint.ts'

/** The design of the running workload file: what the review says of it, and the landing zone that it builds. */
export const finding = z
  .object({
    rule: z.string(),
    title: z.string(),
    verdict: z.enum(['pass', 'fail', 'undetermined', 'not-applicable']),
    severity: z.string(),
    pillar: z.string(),
    subject: z.string().nullable(),
    message: z.string(),
    remedy: z.string().nullable(),
    source: z.object({ text: z.string(), url: z.string() }),
    place: z.string().nullable().describe('`file:line:column`, where there is one.'),
    standing: z.string().describe('Whether it is new, known, or accepted.'),
    fingerprint: z.string(),
  })
  .meta({ id: 'Finding' })

/** Findings that fail now or failed before, beside those of the review before: another day's, or of another file. */
export const reviewChanges = z
  .object({
    sinceMs: moment().describe('When the review before was made.'),
    planRevision: z.string().describe('Of the review before.'),
    begun: z
      .array(z.object({ rule: z.string(), fingerprint: z.string() }))
      .describe('They fail, and did not.'),
    ended: z
      .array(
        z.object({
          rule: z.string(),
          fingerprint: z.string(),
          title: z.string(),
          subject: z.string().nullable(),
        }),
      )
      .describe('They failed, and do not.'),
  })
  .meta({ id: 'ReviewChanges' })

const counts = z.object({ pass: count(), fail: count(), undetermined: count(), notApplicable: count() })

export const score = z
  .object({
    /** 0 to 100: weighted share of the rules that apply and pass. */
    score: z.number(),
    counts,
    pillars: z.array(z.object({ pillar: z.string(), score: z.number(), counts })),
  })
  .meta({ id: 'Score' })

export const zoneResource = z
  .object({
    symbol: z.string(),
    type: z.string(),
    name: z.string(),
    stage: z.string(),
    region: z.string().nullable(),
    because: z.array(z.object({ rule: z.string(), why: z.string() })),
    /** A month; null where it is not known, with the reason in `costNote`. */
    usdPerMonth: usd().nullable(),
    costNote: z.string().nullable(),
  })
  .meta({ id: 'ZoneResource' })

export const ZONE_FORMATS = ['bicep', 'arm', 'terraform', 'all'] as const

export const DESIGN = {
  'review.show': {
    method: 'GET',
    path: '/review',
    summary: 'The running workload file held to Microsoft’s guidance',
    subject: 'Review',
    role: 'viewer',
    answer: json(
      z
        .object({
          reviewedMs: moment(),
          planRevision: z.string(),
          score,
          findings: z.array(finding),
          changes: reviewChanges.nullable().describe('Null where no review before is known.'),
          notices: z.array(z.string()),
        })
        .meta({ id: 'ReviewView' }),
    ),
    audit: null,
  },
  'review.history': {
    method: 'GET',
    path: '/review/history',
    summary: 'The score over time, one for each plan and day',
    subject: 'Review',
    role: 'viewer',
    answer: json(
      z.object({
        scores: z.array(
          z.object({ atMs: moment(), planRevision: z.string(), score: z.number(), failed: count() }),
        ),
      }),
    ),
    audit: null,
  },
  'landing-zone.show': {
    method: 'GET',
    path: '/landing-zone',
    summary: 'The resources of the landing zone, with reasons and an estimate of their cost',
    subject: 'Landing zone',
    role: 'viewer',
    answer: json(
      z
        .object({
          planRevision: z.string(),
          /** Why nothing can be built, in words; the lists are empty then. */
          problem: z.string().nullable(),
          stages: z.array(z.object({ name: z.string(), scope: z.string(), resources: count() })),
          resources: z.array(zoneResource),
          notes: z.array(z.string()),
          usdPerMonth: usd().nullable(),
          unknownCosts: z.array(z.string()),
        })
        .meta({ id: 'LandingZone' }),
    ),
    audit: null,
  },
  'landing-zone.picture': {
    method: 'GET',
    path: '/landing-zone/topology.svg',
    summary: 'The picture of regions, networks, endpoints and traffic',
    subject: 'Landing zone',
    role: 'viewer',
    answer: { kind: 'file', mediaTypes: ['image/svg+xml'] },
    audit: null,
  },
  'landing-zone.download': {
    method: 'GET',
    path: '/landing-zone/download',
    summary: 'The files of the landing zone, as `causeway build` writes them, in one archive (tar, gzip)',
    subject: 'Landing zone',
    role: 'viewer',
    query: z.object({ format: z.enum(ZONE_FORMATS).default('all') }),
    answer: { kind: 'file', mediaTypes: ['application/gzip'] },
    audit: null,
  },
} as const satisfies Record<string, Endpoint>
