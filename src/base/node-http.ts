import { createRequire } from 'node:module'

/**
 * `node:http`, loaded by require: an import of it reads each of its exports, and behind those for browsers' sake
 * (`WebSocket` and its kin) stands all of fetch. That is 40 ms of processor time at each start of a program that uses
 * neither. Types are imported from `node:http` as ever.
 */
export const http = createRequire(import.meta.url)('node:http') as typeof import('node:http')
