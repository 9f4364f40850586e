import type { Rule } from './rule.ts'
import { app27 } from './rules/app-27-entra-identity.ts'
import { plat03 } from './rules/plat-03-cost-centers.ts'
import { rel01 } from './rules/rel-01-two-regions.ts'
import { rel06 } from './rules/rel-06-same-versions.ts'
import { rel08 } from './rules/rel-08-model-offered.ts'
import { waf02 } from './rules/waf-02-fallback.ts'
import { waf13 } from './rules/waf-13-retirement.ts'

/** Every rule, in the order of their ids. */
export const RULES: readonly Rule[] = [app27, plat03, rel01, rel06, rel08, waf02, waf13]
