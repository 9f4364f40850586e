import { isTimeZone, suggest, timeZoneNames } from '../../base/index.ts'
import type { Declared } from '../declared.ts'
import type { SettingPath } from '../diagnostic.ts'
import type { Findings } from '../findings.ts'
import { quoted } from '../shape-messages.ts'

/** When days begin: time zones that exist. */
export function checkCalendar({ declaration }: Declared, findings: Findings): void {
  checkTimeZone(declaration.calendar.time_zone, ['calendar', 'time_zone'], findings)
}

export function checkTimeZone(zone: string, path: SettingPath, findings: Findings): void {
  if (isTimeZone(zone)) return
  findings.error(path, `${quoted(zone)} is no time zone; write a name such as Europe/Zurich, or UTC`, {
    suggestion: () => suggest(zone, timeZoneNames()),
  })
}
