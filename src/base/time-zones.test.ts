import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isTimeZone, startOfDayMs, wallClockMs } from './time-zones.ts'

const utc = (text: string): number => Date.parse(`${text}Z`)

test('knows which zones there are', () => {
  for (const zone of ['UTC', 'Europe/Zurich', 'America/New_York', 'Asia/Kathmandu'])
    assert.equal(isTimeZone(zone), true, zone)
  for (const zone of ['Europe/Zürich', 'Mars/Olympus', '', 'CEST'])
    assert.equal(isTimeZone(zone), false, zone)
})

test('reads wall clocks, milliseconds included', () => {
  assert.equal(wallClockMs('Europe/Zurich', utc('2026-07-01T22:30:00.125')), utc('2026-07-02T00:30:00.125'))
  assert.equal(wallClockMs('Asia/Kathmandu', utc('2026-01-01T00:00')), utc('2026-01-01T05:45'))
  assert.equal(wallClockMs('UTC', 1_234), 1_234)
})

describe('a day begins', () => {
  const cases: [string, string, string, string][] = [
    ['in winter', 'Europe/Zurich', '2026-01-15', '2026-01-14T23:00'],
    ['in summer', 'Europe/Zurich', '2026-07-15', '2026-07-14T22:00'],
    ['on the day that clocks go forward', 'Europe/Zurich', '2026-03-29', '2026-03-28T23:00'],
    ['on the day after', 'Europe/Zurich', '2026-03-30', '2026-03-29T22:00'],
    ['on the day that clocks go back', 'Europe/Zurich', '2026-10-25', '2026-10-24T22:00'],
    // Egypt goes forward at midnight: the day has no 00:00 and begins at 01:00.
    ['where midnight is leapt over', 'Africa/Cairo', '2026-04-24', '2026-04-23T22:00'],
    // Cuba goes back from 01:00 to 00:00: midnight comes twice.
    ['where midnight comes twice', 'America/Havana', '2026-11-01', '2026-11-01T04:00'],
    ['far east of Greenwich', 'Pacific/Kiritimati', '2026-05-01', '2026-04-30T10:00'],
    ['far west', 'Pacific/Pago_Pago', '2026-05-01', '2026-05-01T11:00'],
  ]
  for (const [name, zone, day, expected] of cases) {
    test(name, () => {
      const actual = startOfDayMs(zone, utc(`${day}T00:00`))
      assert.equal(new Date(actual).toISOString(), new Date(utc(expected)).toISOString())
    })
  }
})
