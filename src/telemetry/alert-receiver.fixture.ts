import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

import type { AlertNotice } from './alert-notices.ts'

/** Somebody's webhook: it notes what it is told, and answers as it is told to. */
export interface AlertReceiver {
  readonly address: string
  readonly calls: {
    readonly notice: AlertNotice
    readonly text: string
    readonly headers: IncomingHttpHeaders
  }[]
  /** Alerts and their states, of calls that were taken. */
  taken(): string[]
  answer: number
  close(): Promise<void>
}

export async function startAlertReceiver(): Promise<AlertReceiver> {
  const taken: string[] = []
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => (text += chunk.toString()))
    request.on('end', () => {
      const notice = JSON.parse(text) as AlertNotice
      receiver.calls.push({ notice, text, headers: request.headers })
      if (receiver.answer < 300)
        taken.push([notice.alert, ...Object.values(notice.labels), notice.status].join(' '))
      response.writeHead(receiver.answer).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const receiver: AlertReceiver = {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?sig=do-not-tell`,
    calls: [],
    taken: () => taken,
    answer: 204,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return receiver
}
