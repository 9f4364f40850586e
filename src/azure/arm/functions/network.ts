import { recordFrom, type Value } from '../value.ts'
import { type Call, type FunctionTable, whole } from './function-table.ts'
import { addressText, networkOf } from './ip-address.ts'

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-cidr, read 2026-11-21. */
export const NETWORK_FUNCTIONS: FunctionTable = {
  parsecidr: whole(1, 1, ([text], call) => {
    const network = networkOf(text)
    if (network === null) return notARange(call)
    const { first, last, prefix, bits } = network
    const show = (address: bigint): string => addressText(address, bits)
    const mask = ((1n << BigInt(prefix)) - 1n) << BigInt(bits - prefix)
    // Of IPv4, the first address names the network and the last one is the broadcast.
    const usable = bits === 32 && prefix < 31 ? 1n : 0n
    return recordFrom([
      ['network', show(first)],
      ['netmask', show(mask)],
      ...(bits === 32 ? ([['broadcast', show(last)]] as const) : []),
      ['firstUsable', show(first + usable)],
      ['lastUsable', show(last - usable)],
      ['cidr', prefix],
    ])
  }),
  cidrsubnet: whole(3, 3, ([text, newPrefix, index], call) => {
    const network = networkOf(text)
    if (network === null) return notARange(call)
    const { first, prefix, bits } = network
    if (
      typeof newPrefix !== 'number' ||
      newPrefix < prefix ||
      newPrefix > bits ||
      typeof index !== 'number'
    ) {
      return call.fault('cidrSubnet() takes a prefix that is no shorter than that of the range.')
    }
    if (index < 0 || BigInt(index) >= 1n << BigInt(newPrefix - prefix)) {
      return call.fault(`cidrSubnet() asks for part ${index}, which the range does not have.`)
    }
    const start = first + (BigInt(index) << BigInt(bits - newPrefix))
    return `${addressText(start, bits)}/${newPrefix}`
  }),
  cidrhost: whole(2, 2, ([text, index], call) => {
    const network = networkOf(text)
    if (network === null) return notARange(call)
    const { first, last, prefix, bits } = network
    // Counted from the first usable address.
    const start = bits === 32 && prefix < 31 ? first + 1n : first
    const address = typeof index === 'number' && index >= 0 ? start + BigInt(index) : last + 1n
    if (address > last) return call.fault('cidrHost() asks for an address beyond the range.')
    return addressText(address, bits)
  }),
}

function notARange(call: Call): Value {
  return call.fault(`${call.name}() takes an address range such as 10.0.0.0/16.`)
}
