import { CHAT_PATH, type Contender, MODEL } from './contender.ts'

/** No proxy: what the load generator and the mock can do, and the time that is not added by anyone. */
export const direct: Contender = {
  name: 'direct',
  absence: () => null,
  start: async (_site, mocks) => ({
    name: 'direct',
    software: 'no proxy',
    root: null,
    label: () => 'direct',
    endpoint: (upstream) => ({ port: mocks[upstream].port, path: CHAT_PATH, headers: {}, model: MODEL }),
    stop: async () => undefined,
  }),
}
