import { noReplicas, type ReplicaLink, silentLog, systemClock, systemRandom } from '../../src/base/index.ts'
import { replicaWith, type ReplicaUnderTest } from '../../src/gateway/replicas/replica.fixture.ts'
import { RedisLink } from '../../src/storage/redis-link.ts'
import { RedisReplicas } from '../../src/storage/redis-replicas.ts'
import { RedisServer, withoutRedis } from '../../src/storage/redis-server.fixture.ts'

/**
 * What it costs two gateways to tell each other what became of their calls, in one process and with a real Redis:
 * `bash scripts/run.sh bench/counters/sharing.ts [EXCHANGES_A_SECOND]`. Processor time of this process for each exchange;
 * both gateways tell, and both hear.
 */
const SECONDS = 4
const TURN_MS = 5
const PAIRS = 3

const rate = Number(process.argv[2] ?? 2_000)
if (!Number.isSafeInteger(rate) || rate <= 0) throw new Error('how many exchanges a second?')

function exchange(replica: ReplicaUnderTest): void {
  const { health } = replica.deployment('std')
  const shared = replica.health
  const nowMs = systemClock.monotonicMs()
  health.sent(900, 100, nowMs)
  shared.touch()
  health.answered(20, nowMs)
  shared.touch()
  health.ended(0, nowMs)
  shared.touch()
}

async function microsPerExchange(replicas: readonly ReplicaUnderTest[]): Promise<number> {
  const cpu = process.cpuUsage()
  const startMs = performance.now()
  let done = 0
  for (let passedMs = 0; passedMs < SECONDS * 1_000; passedMs = performance.now() - startMs) {
    for (; done < (passedMs * rate) / 1_000; done++)
      exchange(replicas[done % replicas.length] as ReplicaUnderTest)
    await systemClock.sleep(TURN_MS)
  }
  const { user, system } = process.cpuUsage(cpu)
  return (user + system) / done
}

function replicasOn(links: readonly ReplicaLink[]): readonly ReplicaUnderTest[] {
  return links.map((link) => replicaWith(link, systemClock, systemRandom))
}

if (withoutRedis !== false) console.log(withoutRedis)
else {
  await using server = await RedisServer.start()
  const parts = { url: server.url, clock: systemClock, random: systemRandom, log: silentLog }
  const stores = [new RedisLink(parts), new RedisLink(parts)]
  const links = stores.map((link) => new RedisReplicas({ ...parts, workload: 'bench', link }))
  const shared = replicasOn(links)
  for (const store of stores) store.connect()
  while (!links.every(({ isReady }) => isReady)) await systemClock.sleep(5)
  const alone = replicasOn([noReplicas, noReplicas])
  console.log(`two gateways, ${rate} exchanges a second together`)
  await microsPerExchange(alone)
  for (let pair = 0; pair < PAIRS; pair++) {
    const without = await microsPerExchange(alone)
    const sharing = await microsPerExchange(shared)
    console.log(
      `apart ${without.toFixed(1)} us CPU, together ${sharing.toFixed(1)} us: ${(sharing - without).toFixed(1)} us for each exchange`,
    )
  }
  for (const link of links) await link.close()
  for (const store of stores) store.close()
}
