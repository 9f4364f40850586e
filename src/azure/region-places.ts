/**
 * Where regions lie, in degrees, to draw them on a map; nothing else may be computed from it. From `metadata.latitude` and
 * `metadata.longitude` of Azure Resource Manager's list of locations
 * (learn.microsoft.com/rest/api/resources/subscriptions/list-locations), rounded; of the regions that opened since 2024,
 * and of Spain Central, the city that Microsoft's list of regions names
 * (learn.microsoft.com/azure/reliability/regions-list, as of 2026-08-20).
 */
export interface RegionPlace {
  readonly latitude: number
  readonly longitude: number
}

const PLACES: Readonly<Record<string, readonly [latitude: number, longitude: number]>> = {
  australiacentral: [-35.31, 149.12],
  australiacentral2: [-35.31, 149.12],
  australiaeast: [-33.86, 151.21],
  australiasoutheast: [-37.81, 144.96],
  austriaeast: [48.21, 16.37],
  belgiumcentral: [50.85, 4.35],
  brazilsouth: [-23.55, -46.63],
  brazilsoutheast: [-22.9, -43.21],
  canadacentral: [43.65, -79.38],
  canadaeast: [46.82, -71.22],
  centralindia: [18.58, 73.92],
  centralus: [41.59, -93.62],
  chilecentral: [-33.45, -70.67],
  denmarkeast: [55.68, 12.57],
  eastasia: [22.27, 114.19],
  eastus: [37.37, -79.82],
  eastus2: [36.67, -78.39],
  francecentral: [46.38, 2.37],
  francesouth: [43.83, 2.18],
  germanynorth: [53.07, 8.81],
  germanywestcentral: [50.11, 8.68],
  indiasouthcentral: [17.39, 78.49],
  indonesiacentral: [-6.21, 106.85],
  israelcentral: [31.27, 33.45],
  italynorth: [45.47, 9.18],
  japaneast: [35.68, 139.77],
  japanwest: [34.69, 135.5],
  koreacentral: [37.57, 126.98],
  koreasouth: [35.18, 129.08],
  malaysiawest: [3.14, 101.69],
  mexicocentral: [20.59, -100.39],
  newzealandnorth: [-36.85, 174.76],
  northcentralus: [41.88, -87.63],
  northeurope: [53.35, -6.26],
  norwayeast: [59.91, 10.75],
  norwaywest: [58.97, 5.73],
  polandcentral: [52.23, 21.02],
  qatarcentral: [25.55, 51.44],
  southafricanorth: [-25.73, 28.22],
  southafricawest: [-34.08, 18.84],
  southcentralus: [29.42, -98.5],
  southeastasia: [1.28, 103.83],
  southindia: [12.98, 80.16],
  spaincentral: [40.42, -3.7],
  swedencentral: [60.67, 17.14],
  switzerlandnorth: [47.45, 8.56],
  switzerlandwest: [46.2, 6.14],
  uaecentral: [24.47, 54.37],
  uaenorth: [25.27, 55.32],
  uksouth: [50.94, -0.8],
  ukwest: [53.43, -3.08],
  westcentralus: [40.89, -110.23],
  westeurope: [52.37, 4.9],
  westindia: [19.09, 72.87],
  westus: [37.78, -122.42],
  westus2: [47.23, -119.85],
  westus3: [33.45, -112.07],
}

/** Null of a region that only the workload's own facts know. */
export function placeOfRegion(name: string): RegionPlace | null {
  const found = Object.hasOwn(PLACES, name) ? PLACES[name] : undefined
  return found === undefined ? null : { latitude: found[0], longitude: found[1] }
}
