export { type KeysEnd, keysEnds } from './key-ends.ts'
export { KeyIndex } from './key-index.ts'
export {
  createKey,
  hashKey,
  isLive,
  type KeyChange,
  MAX_KEYS,
  MAX_LIVE_KEYS,
  type NewKey,
  pruneKeys,
  revokeKey,
  rotateKeys,
  type StoredKey,
} from './keys.ts'
