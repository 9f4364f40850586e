import { z } from 'zod'

import { LONGEST_KEY_LIFE_MS } from '../../identity/index.ts'
import { count, type Endpoint, json, moment, ROLES } from './endpoint.ts'

export const session = z
  .object({
    operator: z.string(),
    role: z.enum(ROLES),
    /** Null of a call with the operator's key itself, or on the admin socket. */
    expiresMs: moment().nullable(),
  })
  .meta({ id: 'Session' })

export const operatorKey = z
  .object({
    id: z.string(),
    operator: z.string(),
    role: z.enum(ROLES),
    createdMs: moment(),
    expiresMs: moment().nullable(),
    revokedMs: moment().nullable(),
    lastUsedMs: moment().nullable().describe('Within half a minute; null where no use is known.'),
    useKnownFromMs: moment().describe('Uses before are not known.'),
    state: z.enum(['live', 'expired', 'revoked']),
    isOwn: z.boolean().describe('Whether the call was made with it, or in a session that began with it.'),
    sessions: count().describe('That began with it, and have not ended.'),
  })
  .meta({ id: 'OperatorKey' })

export const openSession = z
  .object({
    id: z.string().describe('To speak of it by; it lets nobody in.'),
    key: z.string().describe('The id of the operator key that it began with.'),
    operator: z.string(),
    role: z.enum(ROLES),
    sinceMs: moment(),
    lastUsedMs: moment(),
    expiresMs: moment().describe('It ends then, or when nobody used it for an hour.'),
    address: z.string().nullable().describe('Where it began; null where a proxy in front hides that.'),
    browser: z.string().nullable().describe('Such as `Firefox 145 on Windows`; null where it is none known.'),
    isOwn: z.boolean().describe('Whether the call was made in it.'),
  })
  .meta({ id: 'OpenSession' })

export const auditEntry = z
  .object({
    atMs: moment(),
    who: z.string(),
    what: z.string().describe('Such as `keys.rotate`.'),
    why: z.string().nullable(),
    details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  })
  .meta({ id: 'AuditEntry' })

const subject = 'Access'

export const SESSION = {
  'session.begin': {
    method: 'POST',
    path: '/session',
    summary: 'Sign in with an operator key; the session is in a cookie',
    subject,
    role: null,
    body: z.object({ key: z.string().max(200) }),
    answer: json(session),
    audit: 'session.begin',
  },
  'session.show': {
    method: 'GET',
    path: '/session',
    summary: 'Who you are, and what you may',
    subject,
    role: 'viewer',
    answer: json(session),
    audit: null,
  },
  'session.end': {
    method: 'DELETE',
    path: '/session',
    summary: 'Sign out',
    subject,
    role: 'viewer',
    answer: { kind: 'nothing' },
    status: 204,
    audit: 'session.end',
  },
  'session.end-all': {
    method: 'DELETE',
    path: '/sessions',
    summary: 'Sign out everywhere: end all sessions of your key',
    subject,
    role: 'viewer',
    answer: { kind: 'nothing' },
    status: 204,
    audit: 'session.end-all',
  },
  'sessions.list': {
    method: 'GET',
    path: '/sessions',
    summary: 'Sessions of the console, the one used last first: those of your key, and to an owner all',
    subject,
    role: 'viewer',
    answer: json(z.object({ sessions: z.array(openSession) })),
    audit: null,
  },
  'sessions.end': {
    method: 'DELETE',
    path: '/sessions/{id}',
    summary: 'End a session; of another key an owner alone',
    subject,
    role: 'viewer',
    params: z.object({ id: z.string().max(64) }),
    answer: { kind: 'nothing' },
    status: 204,
    audit: 'sessions.end',
  },
  'sessions.end-of': {
    method: 'DELETE',
    path: '/operators/{id}/sessions',
    summary: 'End all sessions that began with an operator key; of another key an owner alone',
    subject,
    role: 'viewer',
    params: z.object({ id: z.string().max(64) }),
    answer: { kind: 'nothing' },
    status: 204,
    audit: 'sessions.end-of',
  },
  'operators.list': {
    method: 'GET',
    path: '/operators',
    summary: 'Keys of operators, without the keys themselves: your own, and to an owner all',
    subject,
    role: 'viewer',
    answer: json(z.object({ keys: z.array(operatorKey) })),
    audit: null,
  },
  'operators.create': {
    method: 'POST',
    path: '/operators',
    summary: 'A key for an operator; it is shown this once',
    subject,
    role: 'owner',
    body: z.object({
      operator: z
        .string()
        .min(1)
        .max(64)
        .regex(/^[\p{L}\p{N}._@ -]+$/u),
      role: z.enum(ROLES),
      /** Milliseconds from now; never when left out. */
      expiresInMs: z.int().positive().max(LONGEST_KEY_LIFE_MS).optional(),
    }),
    answer: json(operatorKey.extend({ key: z.string() })),
    status: 201,
    audit: 'operators.create',
  },
  'operators.revoke': {
    method: 'POST',
    path: '/operators/{id}/revoke',
    summary: 'End an operator key and its sessions; another than your own an owner alone',
    subject,
    role: 'viewer',
    params: z.object({ id: z.string().max(64) }),
    answer: json(operatorKey),
    audit: 'operators.revoke',
  },
  'audit.list': {
    method: 'GET',
    path: '/audit',
    summary: 'What operators did, newest first',
    subject,
    role: 'operator',
    query: z.object({
      /** Only what is older. */
      beforeMs: z.coerce.number().int().min(0).optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
    answer: json(z.object({ entries: z.array(auditEntry), hasMore: z.boolean() })),
    audit: null,
  },
} as const satisfies Record<string, Endpoint>
