import { after, before, test } from 'node:test'

import { ConsoleGround, type ConsolePlace, type It } from './console-ground.fixture.ts'
import { consoleSumsContract } from './console-sums.contract.ts'
import { exchangeSearchContract } from './exchange-search.contract.ts'

/** What every reader for the console must do. */
export function consoleReaderContract(
  name: string,
  make: () => Promise<ConsolePlace>,
  skip: false | string = false,
): void {
  const ground = new ConsoleGround()
  const it: It = (does, check) => {
    void test(`${name}: ${does}`, { skip }, check)
  }
  before(async () => {
    if (skip === false) await ground.open(make)
  })
  after(async () => {
    if (skip === false) await ground.place.close()
  })
  consoleSumsContract(it, ground)
  exchangeSearchContract(it, ground)
}
