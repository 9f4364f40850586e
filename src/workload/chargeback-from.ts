import { NANO_USD_PER_USD } from '../base/index.ts'
import type { ChargebackDeclaration, PriceDeclaration } from './chargeback-schema.ts'
import type { PriceOverride } from './plan.ts'
import type { ChargebackSettings, UnitChange } from './plan-chargeback.ts'

/** Prices and chargeback of the plan, from a declaration that the checks found nothing wrong with. */
const PICO_USD_PER_TOKEN = 1_000_000

export function priceFrom(price: PriceDeclaration): PriceOverride {
  const picoUsd = (usd: number): number => Math.round(usd * PICO_USD_PER_TOKEN)
  return {
    baseModel: price.base_model,
    type: price.type ?? null,
    serviceTier: price.service_tier ?? null,
    price: {
      inputPicoUsd: picoUsd(price.input),
      cachedInputPicoUsd: picoUsd(price.cached_input ?? price.input),
      outputPicoUsd: picoUsd(price.output ?? 0),
      audioInputPicoUsd: price.audio_input === undefined ? null : picoUsd(price.audio_input),
      audioOutputPicoUsd: price.audio_output === undefined ? null : picoUsd(price.audio_output),
    },
    source: price.source ?? null,
    asOf: price.as_of ?? null,
  }
}

export function chargebackFrom(declared: ChargebackDeclaration): ChargebackSettings {
  const { conversion } = declared
  const unitChanges = new Map<string, UnitChange[]>()
  for (const { deployment, from, ptu } of declared.unit_changes) {
    const changes = unitChanges.get(deployment) ?? []
    changes.push({ fromMs: Date.parse(`${from}T00:00:00Z`), units: ptu })
    unitChanges.set(deployment, changes)
  }
  for (const changes of unitChanges.values()) changes.sort((a, b) => a.fromMs - b.fromMs)
  return {
    currency: declared.currency,
    conversion:
      conversion === undefined
        ? null
        : {
            nanoPerUsd: Math.round(conversion.rate * NANO_USD_PER_USD),
            asOf: conversion.as_of,
            source: conversion.source,
          },
    idle: declared.idle,
    pool: declared.pool,
    unitDepth: declared.unit_depth,
    owners: new Map(Object.entries(declared.owners)),
    provisioned: declared.provisioned.map((row) => ({
      type: row.type,
      baseModel: row.base_model ?? null,
      deployment: row.deployment ?? null,
      nanoUsdPerUnitHour: Math.round(row.usd_per_hour * NANO_USD_PER_USD),
      source: row.source ?? null,
      asOf: row.as_of ?? null,
    })),
    unitChanges,
    meters: declared.meters.map((row) => ({
      meter: row.meter,
      baseModel: row.base_model ?? null,
      type: row.type ?? null,
      of: row.of,
    })),
  }
}
