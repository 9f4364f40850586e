import type { Finding, Picture } from './finding.ts'
import { regionMapSvg } from './region-map-svg.ts'
import { topologySvg } from './topology-svg.ts'

/** A picture of a review as SVG; boxes that a failure is about have its colour. */
export function pictureSvg(picture: Picture, findings: readonly Finding[]): string {
  return picture.kind === 'columns'
    ? topologySvg(picture.topology, findings)
    : regionMapSvg(picture.map, findings)
}
