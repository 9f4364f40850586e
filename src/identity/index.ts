export { type KeysEnd, keysEnds } from './key-ends.ts'
export { KeyIndex } from './key-index.ts'
export {
  createKey,
  hashKey,
  isLive,
  LONGEST_KEY_LIFE_MS,
  type KeyChange,
  MAX_KEYS,
  MAX_LIVE_KEYS,
  type NewKey,
  pruneKeys,
  revokeKey,
  rotateKeys,
  type StoredKey,
} from './keys.ts'
export {
  createOperatorKey,
  findOperatorKey,
  isLiveOperatorKey,
  MAX_OPERATOR_KEYS,
  mayAct,
  type NewOperatorKey,
  OPERATOR_NAME,
  type OperatorKeyChange,
  revokeOperatorKey,
  type Role,
  ROLES,
  type StoredOperatorKey,
} from './operator-keys.ts'
export { type Session, type SessionOrigin, Sessions } from './sessions.ts'
export {
  LONGEST_GRANT_MS,
  PLAYGROUND_PREFIX,
  type PlaygroundGrant,
  PlaygroundTokens,
} from './playground-tokens.ts'
