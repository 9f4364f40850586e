import { MemoryReplicas, systemClock } from '../base/index.ts'
import { replicaLinkContract } from '../base/replica-link.contract.ts'
import { ParentLink, relayTo } from './parent-link.ts'

/** Between processes what is said comes later, and as JSON. */
function later<Said>(hear: (said: Said) => void): (said: Said) => void {
  return (said) => {
    const text = JSON.stringify(said)
    setImmediate(() => hear(JSON.parse(text) as Said))
  }
}

replicaLinkContract('workers by their parent', () => {
  const replicas = new MemoryReplicas(systemClock)
  const links: ParentLink[] = []
  return Promise.resolve({
    async join(listener) {
      const relay = relayTo(
        later((heard) => link.hear(heard)),
        replicas.join(),
      )
      const { promise: heard, resolve: hears } = Promise.withResolvers<void>()
      const link: ParentLink = new ParentLink({
        told: later((telling) => relay.told(telling)),
        listens: () =>
          setImmediate(() => {
            relay.listens()
            // On the way of what stands, behind it.
            void systemClock.sleep(0).then(() => setImmediate(hears))
          }),
      })
      links.push(link)
      link.listen(listener)
      await heard
      return link
    },
    pass: (ms) => systemClock.sleep(ms),
    async [Symbol.asyncDispose]() {
      for (const link of links) await link.close()
    },
  })
})
