import { armPrinter } from './arm.ts'
import { bicepPrinter } from './bicep.ts'
import type { Printer } from './printer.ts'
import { terraformPrinter } from './terraform.ts'

/** Every way in which a landing zone is written down. */
export const PRINTERS: readonly Printer[] = [bicepPrinter, armPrinter, terraformPrinter]
