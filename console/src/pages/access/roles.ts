import type { Role } from '../../api/session.tsx'

export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  viewer: 'Viewer',
  operator: 'Operator',
  owner: 'Owner',
}

/** What each may beyond the one before it. */
export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  viewer: 'Sees everything but prompts, keys and the audit log; changes nothing.',
  operator: 'Makes and revokes keys of consumers, drains deployments, uses the playground, reads kept text.',
  owner: 'Raises limits, and makes and revokes operator keys.',
}
