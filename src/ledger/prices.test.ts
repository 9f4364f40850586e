import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { ModelPrice } from '../azure/index.ts'
import type { DeploymentType, TokenPrice } from '../workload/index.ts'
import { costNanoUsd, pricing } from './prices.ts'
import type { Usage } from './records.ts'

const PRICE: TokenPrice = {
  inputPicoUsd: 2_000_000,
  cachedInputPicoUsd: 500_000,
  outputPicoUsd: 8_000_000,
  audioInputPicoUsd: null,
  audioOutputPicoUsd: null,
}

function usage(more: Partial<Usage>): Usage {
  return { input: 0, cached: 0, output: 0, reasoning: 0, audioInput: 0, audioOutput: 0, ...more }
}

function listed(price: TokenPrice): ModelPrice {
  const about = {
    version: null,
    listOf: 'azure',
    pricedAs: 'm',
    weak: false,
    source: 's',
    asOf: '2026-11-21',
  }
  return {
    baseModel: 'm',
    price,
    longContext: { fromInputTokens: 1_000, price: { ...price, inputPicoUsd: 4_000_000 } },
    ...about,
  }
}

test('cached is part of input, reasoning part of output: nothing is charged twice', () => {
  const rates = { price: PRICE, longContext: null }
  assert.equal(
    costNanoUsd(rates, usage({ input: 100, cached: 40, output: 10, reasoning: 9 }), null),
    60 * 2_000 + 40 * 500 + 10 * 8_000,
  )
})

test('whole nano-dollars, half up', () => {
  const cheap = { price: { ...PRICE, inputPicoUsd: 37_500 }, longContext: null }
  assert.equal(costNanoUsd(cheap, usage({ input: 1 }), null), 38)
  assert.equal(costNanoUsd(cheap, usage({ input: 2 }), null), 75)
  assert.equal(
    costNanoUsd(
      { price: { ...PRICE, outputPicoUsd: 600_000_000 }, longContext: null },
      usage({ output: 2_000_000 }),
      null,
    ),
    1.2e12,
  )
})

test('audio has its own price where there is one', () => {
  const rates = { price: { ...PRICE, audioInputPicoUsd: 40_000_000 }, longContext: null }
  assert.equal(costNanoUsd(rates, usage({ input: 100, audioInput: 30 }), null), 70 * 2_000 + 30 * 40_000)
  assert.equal(
    costNanoUsd({ price: PRICE, longContext: null }, usage({ input: 100, audioInput: 30 }), null),
    100 * 2_000,
  )
})

test('a long prompt has the long price for all of it', () => {
  const rates = pricing([], () => listed(PRICE)).ratesFor('m', 'standard')
  assert.equal(costNanoUsd(rates, usage({ input: 999 }), null), 999 * 2_000)
  assert.equal(costNanoUsd(rates, usage({ input: 1_000 }), null), 1_000 * 4_000)
})

test('flex is half, priority is not known, nor is a model without a list', () => {
  const rates = { price: PRICE, longContext: null }
  assert.equal(costNanoUsd(rates, usage({ input: 10 }), 'flex'), 10_000)
  assert.equal(costNanoUsd(rates, usage({ input: 10 }), 'priority'), null)
  assert.equal(
    costNanoUsd(pricing([], () => null).ratesFor('m', 'standard'), usage({ input: 10 }), null),
    null,
  )
})

test('provisioned tokens cost nothing more; an own price goes before the list, the one for the type first', () => {
  const own = (type: DeploymentType | null, input: number, serviceTier: string | null = null) => ({
    baseModel: 'm',
    type,
    serviceTier,
    price: { ...PRICE, inputPicoUsd: input },
    source: null,
    asOf: null,
  })
  const prices = pricing([own(null, 1), own('standard', 2)], () => listed(PRICE))
  assert.equal(prices.ratesFor('m', 'standard')?.price.inputPicoUsd, 2)
  assert.equal(prices.ratesFor('m', 'global-standard')?.price.inputPicoUsd, 1)
  assert.equal(prices.ratesFor('m', 'provisioned-managed')?.price.inputPicoUsd, 0)
  assert.equal(costNanoUsd(prices.ratesFor('m', 'provisioned-managed'), usage({ input: 10 }), 'priority'), 0)
  const tiered = pricing([own('standard', 4_000_000), own(null, 7_000_000, 'priority')], () => listed(PRICE))
  const rates = tiered.ratesFor('m', 'standard')
  assert.equal(costNanoUsd(rates, usage({ input: 10 }), 'priority'), 70_000)
  assert.equal(costNanoUsd(rates, usage({ input: 10 }), 'batch'), 20_000)
  assert.equal(costNanoUsd(rates, usage({ input: 10 }), 'default'), 40_000)
  assert.equal(
    pricing([], () => listed(PRICE)).ratesFor('m', 'data-zone-provisioned-managed')?.price.inputPicoUsd,
    0,
  )
})

test('what a batch deployment serves is half of the price of the other types; a price for its type is its price', () => {
  const used = usage({ input: 1_000 })
  const price = (inputPicoUsd: number): TokenPrice => ({ ...PRICE, inputPicoUsd })
  const row = (type: DeploymentType | null, inputPicoUsd: number) => ({
    baseModel: 'own',
    type,
    serviceTier: null,
    price: price(inputPicoUsd),
    source: null,
    asOf: null,
  })
  const cost = (rows: readonly ReturnType<typeof row>[], type: DeploymentType) =>
    costNanoUsd(
      pricing(rows, () => ({ ...listed(PRICE), longContext: null })).ratesFor('own', type),
      used,
      'batch',
    )
  assert.equal(cost([], 'global-batch'), 1_000_000)
  assert.equal(cost([row(null, 6_000_000)], 'data-zone-batch'), 3_000_000)
  assert.equal(cost([row(null, 6_000_000), row('global-batch', 700_000)], 'global-batch'), 700_000)
})
