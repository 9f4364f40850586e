import type { Rule } from './rule.ts'
import { app27 } from './rules/app-27-entra-identity.ts'
import { fnd01 } from './rules/fnd-01-platform-services-first.ts'
import { gov01 } from './rules/gov-01-management-groups-apart.ts'
import { gov02 } from './rules/gov-02-subscription-of-one-exposure.ts'
import { gov03 } from './rules/gov-03-online-reaches-no-internal-data.ts'
import { gov04 } from './rules/gov-04-baseline-policies.ts'
import { gov05 } from './rules/gov-05-ai-services-policies.ts'
import { gov06 } from './rules/gov-06-search-policies.ts'
import { gov07 } from './rules/gov-07-machine-learning-policies.ts'
import { gov08 } from './rules/gov-08-virtual-machine-policies.ts'
import { gov09 } from './rules/gov-09-policies-enforced.ts'
import { gov10 } from './rules/gov-10-workload-subscription.ts'
import { gov11 } from './rules/gov-11-owned-by-application-team.ts'
import { net01 } from './rules/net-01-ddos-protection.ts'
import { net02 } from './rules/net-02-jumpbox.ts'
import { net03 } from './rules/net-03-bastion.ts'
import { net06 } from './rules/net-06-high-bandwidth-link.ts'
import { net07 } from './rules/net-07-expressroute.ts'
import { net08 } from './rules/net-08-fast-path.ts'
import { net09 } from './rules/net-09-kind-of-vpn.ts'
import { net10 } from './rules/net-10-dns-zone-groups.ts'
import { net12 } from './rules/net-12-central-dns-zones.ts'
import { net13 } from './rules/net-13-conditional-forwarders.ts'
import { net14 } from './rules/net-14-network-security-groups.ts'
import { net16 } from './rules/net-16-outbound-governed.ts'
import { net17 } from './rules/net-17-network-watcher.ts'
import { net18 } from './rules/net-18-network-insights.ts'
import { net19 } from './rules/net-19-sentinel.ts'
import { net20 } from './rules/net-20-egress-firewall.ts'
import { net22 } from './rules/net-22-web-application-firewall.ts'
import { net24 } from './rules/net-24-in-a-landing-zone.ts'
import { net25 } from './rules/net-25-corp-denies-public-access.ts'
import { net26 } from './rules/net-26-managed-from-jumpbox.ts'
import { perf01 } from './rules/perf-01-data-near-models.ts'
import { plat03 } from './rules/plat-03-cost-centers.ts'
import { rel01 } from './rules/rel-01-two-regions.ts'
import { rel02 } from './rules/rel-02-balanced-regional-endpoints.ts'
import { rel03 } from './rules/rel-03-circuit-breaker.ts'
import { rel04 } from './rules/rel-04-global-deployments.ts'
import { rel06 } from './rules/rel-06-same-versions.ts'
import { rel07 } from './rules/rel-07-region-hosts-models.ts'
import { rel08 } from './rules/rel-08-model-offered.ts'
import { rel12 } from './rules/rel-12-account-limits.ts'
import { rel13 } from './rules/rel-13-headroom.ts'
import { rel14 } from './rules/rel-14-fine-tuned-models-replicated.ts'
import { rel15 } from './rules/rel-15-retrieval-data-replicated.ts'
import { rel16 } from './rules/rel-16-trained-models-replicated.ts'
import { rel17 } from './rules/rel-17-training-data-replicated.ts'
import { rel18 } from './rules/rel-18-second-region.ts'
import { rel19 } from './rules/rel-19-recovery-drilled.ts'
import { waf02 } from './rules/waf-02-fallback.ts'
import { waf13 } from './rules/waf-13-retirement.ts'

/** Every rule, in the order of their ids. */
export const RULES: readonly Rule[] = [
  app27,
  fnd01,
  gov01,
  gov02,
  gov03,
  gov04,
  gov05,
  gov06,
  gov07,
  gov08,
  gov09,
  gov10,
  gov11,
  net01,
  net02,
  net03,
  net06,
  net07,
  net08,
  net09,
  net10,
  net12,
  net13,
  net14,
  net16,
  net17,
  net18,
  net19,
  net20,
  net22,
  net24,
  net25,
  net26,
  perf01,
  plat03,
  rel01,
  rel02,
  rel03,
  rel04,
  rel06,
  rel07,
  rel08,
  rel12,
  rel13,
  rel14,
  rel15,
  rel16,
  rel17,
  rel18,
  rel19,
  waf02,
  waf13,
]
