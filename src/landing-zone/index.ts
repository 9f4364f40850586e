export {
  type PassedOver,
  type Placement,
  type Placements,
  type PlacementWish,
  type QuotaVerdict,
  rankPlacements,
  type WantedCapacity,
} from './placement.ts'
