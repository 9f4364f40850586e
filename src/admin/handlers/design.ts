import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

import { ApiProblem } from '../api-problem.ts'
import type { Handlers } from '../call.ts'
import { tarOf } from '../tar.ts'
import { filesOf, type Zone } from '../zone-view.ts'

const compress = promisify(gzip)

export const DESIGN_HANDLERS: Handlers<
  'review.show' | 'review.history' | 'landing-zone.show' | 'landing-zone.picture' | 'landing-zone.download'
> = {
  'review.show': ({ shared }) => shared.design.review(),
  async 'review.history'({ shared, ports }) {
    // The newest is part of it.
    await shared.design.review()
    const scores = await ports.scores.read()
    return { scores: scores.map(({ failing: _failing, ...shown }) => shown) }
  },
  'landing-zone.show': async ({ shared }) => (await shared.design.zone()).view,
  async 'landing-zone.picture'({ shared }) {
    const zone = buildable(await shared.design.zone())
    const picture = zone.files.find(({ path }) => path === 'topology.svg')
    if (picture === undefined) throw new ApiProblem('not_found', 'the landing zone has no picture')
    return { mediaType: 'image/svg+xml', name: null, bytes: Buffer.from(picture.text) }
  },
  async 'landing-zone.download'({ query: { format }, shared, ports }) {
    const zone = buildable(await shared.design.zone())
    const folder = `${ports.design().plan.workload}-landing-zone`
    const bytes = await compress(tarOf(folder, filesOf(zone, format)))
    return { mediaType: 'application/gzip', name: `${folder}-${format}.tar.gz`, bytes }
  },
}

function buildable(zone: Zone): Zone {
  const { problem } = zone.view
  if (problem === null) return zone
  throw new ApiProblem('conflict', `no landing zone can be built: ${problem}`, 'See docs/build.md.')
}
