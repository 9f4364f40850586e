import { Failure } from '../base/index.ts'
import type { Operation } from './provider.ts'

/** Where each operation stands below `/v1`, or below an Azure deployment. Source: OpenAI and Azure OpenAI reference. */
export const OPERATION_PATHS: Readonly<Record<Operation, string>> = {
  chat: 'chat/completions',
  completions: 'completions',
  embeddings: 'embeddings',
  responses: 'responses',
  images: 'images/generations',
  'image-edits': 'images/edits',
  speech: 'audio/speech',
  transcriptions: 'audio/transcriptions',
  translations: 'audio/translations',
}

const STORED_RESPONSE = /^\/([^/]+)(\/cancel|\/input_items)?$/
/** Anything but visible ASCII, and what may not stand in a query as it is (https://url.spec.whatwg.org/#special-query-percent-encode-set). */
const UNSAFE_IN_QUERY = /[^\x21-\x7e]|["#'<>\\^`{|}]/gu

/** A stored response's id and tail as path segments: nothing in the id can leave its segment. */
export function safeSuffix(suffix: string): string {
  if (suffix === '') return ''
  const match = STORED_RESPONSE.exec(suffix)
  const id = match?.[1]
  if (id === undefined || !isSegment(id)) throw new Failure('id_not_owned')
  return `/${encodeURIComponent(id)}${match?.[2] ?? ''}`
}

/** Of a file or a batch, the same. */
export function keptSuffix(kind: 'files' | 'batches', id: string | null, tail: string): string {
  if (id === null) return kind
  if (!isSegment(id)) throw new Failure('id_not_owned')
  return `${kind}/${encodeURIComponent(id)}${tail}`
}

/** Whether text, once encoded, is one segment of a path. Dots stay dots: servers take %2E%2E for the folder above. */
export function isSegment(text: string): boolean {
  return text !== '' && text !== '.' && text !== '..' && text.isWellFormed()
}

/**
 * The client's query as parameters joined by `&`, without a mark in front. An `api-version`, however it is spelled, is
 * dropped: names are compared without case upstream, and the account's own version counts.
 */
export function safeQuery(query: string): string {
  const text = query.startsWith('?') ? query.slice(1) : query
  return text
    .split('&')
    .filter((part) => part !== '' && !isApiVersion(part))
    .join('&')
    .replace(UNSAFE_IN_QUERY, encodedChar)
}

function encodedChar(char: string): string {
  // Left as it is by `encodeURIComponent`, and encoded by parsers of URLs.
  if (char === "'") return '%27'
  return char.isWellFormed() ? encodeURIComponent(char) : '%EF%BF%BD'
}

function isApiVersion(part: string): boolean {
  const name = new URLSearchParams(part).keys().next().value
  return name?.trim().toLowerCase() === 'api-version'
}

export function joinQuery(...parts: readonly string[]): string {
  const given = parts.filter((part) => part !== '')
  return given.length === 0 ? '' : `?${given.join('&')}`
}
