import { WrongUse } from './exit-code.ts'

export interface ListenAddress {
  readonly host: string
  readonly port: number
}

const ADDRESS = /^(?:(?:\[(?<six>[0-9a-fA-F:.]+)\]|(?<host>[^:[\]\s]*)):)?(?<port>\d{1,5})$/
const MAX_PORT = 65_535

/** `127.0.0.1:8090`, `[::1]:8090`, `localhost:8090`, or a port alone, which means this machine only. */
export function parseListenAddress(flag: string, text: string): ListenAddress {
  const { six, host, port } = ADDRESS.exec(text)?.groups ?? {}
  if (port === undefined || Number(port) > MAX_PORT)
    throw new WrongUse(`--${flag} is no address: ${text}`, `Write --${flag} 127.0.0.1:8090, or a port alone.`)
  return { host: six ?? (host === undefined || host === '' ? '127.0.0.1' : host), port: Number(port) }
}
