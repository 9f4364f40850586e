import type { Rule } from './rule.ts'
import { app01 } from './rules/app-01-off-the-shelf.ts'
import { app02 } from './rules/app-02-thin-client.ts'
import { app03 } from './rules/app-03-no-direct-data.ts'
import { app04 } from './rules/app-04-models-isolated.ts'
import { app05 } from './rules/app-05-generative-where-needed.ts'
import { app06 } from './rules/app-06-model-choice.ts'
import { app07 } from './rules/app-07-weights-known.ts'
import { app08 } from './rules/app-08-cached-retrieval-fresh.ts'
import { app09 } from './rules/app-09-small-stays-simple.ts'
import { app10 } from './rules/app-10-versions-pinned.ts'
import { app11 } from './rules/app-11-deployed-apart.ts'
import { app12 } from './rules/app-12-containers-pinned.ts'
import { app13 } from './rules/app-13-colocation-weighed.ts'
import { app14 } from './rules/app-14-deadlines.ts'
import { app15 } from './rules/app-15-rate-limits.ts'
import { app16 } from './rules/app-16-logs-and-alerts.ts'
import { app17 } from './rules/app-17-budgets.ts'
import { app18 } from './rules/app-18-orchestrated-models.ts'
import { app20 } from './rules/app-20-agent-capabilities.ts'
import { app21 } from './rules/app-21-agents-by-queue.ts'
import { app22 } from './rules/app-22-orchestration-not-choreography.ts'
import { app23 } from './rules/app-23-gateway-policies.ts'
import { app24 } from './rules/app-24-chunking.ts'
import { app25 } from './rules/app-25-chunk-lineage.ts'
import { app26 } from './rules/app-26-framework-choice.ts'
import { app27 } from './rules/app-27-entra-identity.ts'
import { app28 } from './rules/app-28-trimmed-to-caller.ts'
import { app29 } from './rules/app-29-pattern-fits.ts'
import { app30 } from './rules/app-30-no-cycles.ts'
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
import { net04 } from './rules/net-04-no-remote-access-from-internet.ts'
import { net05 } from './rules/net-05-bastion-sku.ts'
import { net06 } from './rules/net-06-high-bandwidth-link.ts'
import { net07 } from './rules/net-07-expressroute.ts'
import { net08 } from './rules/net-08-fast-path.ts'
import { net09 } from './rules/net-09-kind-of-vpn.ts'
import { net10 } from './rules/net-10-dns-zone-groups.ts'
import { net11 } from './rules/net-11-right-dns-zones.ts'
import { net12 } from './rules/net-12-central-dns-zones.ts'
import { net13 } from './rules/net-13-conditional-forwarders.ts'
import { net14 } from './rules/net-14-network-security-groups.ts'
import { net15 } from './rules/net-15-no-any-any.ts'
import { net16 } from './rules/net-16-outbound-governed.ts'
import { net17 } from './rules/net-17-network-watcher.ts'
import { net18 } from './rules/net-18-network-insights.ts'
import { net19 } from './rules/net-19-sentinel.ts'
import { net20 } from './rules/net-20-egress-firewall.ts'
import { net21 } from './rules/net-21-one-way-out.ts'
import { net22 } from './rules/net-22-web-application-firewall.ts'
import { net23 } from './rules/net-23-managed-waf-rules.ts'
import { net24 } from './rules/net-24-in-a-landing-zone.ts'
import { net25 } from './rules/net-25-corp-denies-public-access.ts'
import { net26 } from './rules/net-26-managed-from-jumpbox.ts'
import { perf01 } from './rules/perf-01-data-near-models.ts'
import { plat01 } from './rules/plat-01-latency-objective.ts'
import { plat02 } from './rules/plat-02-token-metrics.ts'
import { plat03 } from './rules/plat-03-cost-centers.ts'
import { plat04 } from './rules/plat-04-scales-out.ts'
import { plat05 } from './rules/plat-05-kind-of-offer.ts'
import { plat06 } from './rules/plat-06-redundant-parts.ts'
import { plat07 } from './rules/plat-07-prompts-not-logged.ts'
import { plat09 } from './rules/plat-09-operations-plan.ts'
import { plat10 } from './rules/plat-10-regulated-stays-private.ts'
import { plat11 } from './rules/plat-11-workspaces-divided.ts'
import { plat13 } from './rules/plat-13-capacity-choice.ts'
import { plat14 } from './rules/plat-14-provisioned-overflow.ts'
import { plat15 } from './rules/plat-15-gateway-before-accounts.ts'
import { plat17 } from './rules/plat-17-edge-models.ts'
import { plat19 } from './rules/plat-19-opentelemetry.ts'
import { pnet01 } from './rules/pnet-01-foundry-managed-network.ts'
import { pnet02 } from './rules/pnet-02-foundry-private-endpoint.ts'
import { pnet03 } from './rules/pnet-03-foundry-on-premises.ts'
import { pnet04 } from './rules/pnet-04-models-restricted.ts'
import { pnet05 } from './rules/pnet-05-machine-learning-private.ts'
import { pnet06 } from './rules/pnet-06-machine-learning-computes.ts'
import { pnet07 } from './rules/pnet-07-ai-services-restricted.ts'
import { pnet08 } from './rules/pnet-08-dependencies-private.ts'
import { pnet09 } from './rules/pnet-09-nothing-public.ts'
import { pnet10 } from './rules/pnet-10-portals-private.ts'
import { pnet11 } from './rules/pnet-11-policy-private-dns.ts'
import { pnet12 } from './rules/pnet-12-policy-private-endpoints.ts'
import { pnet13 } from './rules/pnet-13-local-zones-forwarded.ts'
import { pnet14 } from './rules/pnet-14-custom-dns.ts'
import { pnet15 } from './rules/pnet-15-approved-egress.ts'
import { pnet16 } from './rules/pnet-16-trusted-destinations-kept.ts'
import { pnet17 } from './rules/pnet-17-open-egress-has-reason.ts'
import { pnet18 } from './rules/pnet-18-gateway-inside.ts'
import { pnet19 } from './rules/pnet-19-entrance-before-gateway.ts'
import { pnet20 } from './rules/pnet-20-gateway-in-two-regions.ts'
import { pnet21 } from './rules/pnet-21-https-only.ts'
import { rel01 } from './rules/rel-01-two-regions.ts'
import { rel02 } from './rules/rel-02-balanced-regional-endpoints.ts'
import { rel03 } from './rules/rel-03-circuit-breaker.ts'
import { rel04 } from './rules/rel-04-global-deployments.ts'
import { rel05 } from './rules/rel-05-type-within-residency.ts'
import { rel06 } from './rules/rel-06-same-versions.ts'
import { rel07 } from './rules/rel-07-region-hosts-models.ts'
import { rel08 } from './rules/rel-08-model-offered.ts'
import { rel10 } from './rules/rel-10-within-quota.ts'
import { rel11 } from './rules/rel-11-ptu-steps.ts'
import { rel12 } from './rules/rel-12-account-limits.ts'
import { rel13 } from './rules/rel-13-headroom.ts'
import { rel14 } from './rules/rel-14-fine-tuned-models-replicated.ts'
import { rel15 } from './rules/rel-15-retrieval-data-replicated.ts'
import { rel16 } from './rules/rel-16-trained-models-replicated.ts'
import { rel17 } from './rules/rel-17-training-data-replicated.ts'
import { rel18 } from './rules/rel-18-second-region.ts'
import { rel19 } from './rules/rel-19-recovery-drilled.ts'
import { waf01 } from './rules/waf-01-retraining.ts'
import { waf02 } from './rules/waf-02-fallback.ts'
import { waf03 } from './rules/waf-03-encryption.ts'
import { waf04 } from './rules/waf-04-narrow-roles.ts'
import { waf05 } from './rules/waf-05-compliance-residency.ts'
import { waf06 } from './rules/waf-06-clusters-scale-to-zero.ts'
import { waf07 } from './rules/waf-07-right-sizing.ts'
import { waf08 } from './rules/waf-08-pipeline.ts'
import { waf09 } from './rules/waf-09-alerts.ts'
import { waf10 } from './rules/waf-10-inference-tuned.ts'
import { waf11 } from './rules/waf-11-environments-apart.ts'
import { waf12 } from './rules/waf-12-fairness-assessed.ts'
import { waf13 } from './rules/waf-13-retirement.ts'
import { waf14 } from './rules/waf-14-ownership.ts'

/** Every rule, in the order of their ids. */
export const RULES: readonly Rule[] = [
  app01,
  app02,
  app03,
  app04,
  app05,
  app06,
  app07,
  app08,
  app09,
  app10,
  app11,
  app12,
  app13,
  app14,
  app15,
  app16,
  app17,
  app18,
  app20,
  app21,
  app22,
  app23,
  app24,
  app25,
  app26,
  app27,
  app28,
  app29,
  app30,
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
  net04,
  net05,
  net06,
  net07,
  net08,
  net09,
  net10,
  net11,
  net12,
  net13,
  net14,
  net15,
  net16,
  net17,
  net18,
  net19,
  net20,
  net21,
  net22,
  net23,
  net24,
  net25,
  net26,
  perf01,
  plat01,
  plat02,
  plat03,
  plat04,
  plat05,
  plat06,
  plat07,
  plat09,
  plat10,
  plat11,
  plat13,
  plat14,
  plat15,
  plat17,
  plat19,
  pnet01,
  pnet02,
  pnet03,
  pnet04,
  pnet05,
  pnet06,
  pnet07,
  pnet08,
  pnet09,
  pnet10,
  pnet11,
  pnet12,
  pnet13,
  pnet14,
  pnet15,
  pnet16,
  pnet17,
  pnet18,
  pnet19,
  pnet20,
  pnet21,
  rel01,
  rel02,
  rel03,
  rel04,
  rel05,
  rel06,
  rel07,
  rel08,
  rel10,
  rel11,
  rel12,
  rel13,
  rel14,
  rel15,
  rel16,
  rel17,
  rel18,
  rel19,
  waf01,
  waf02,
  waf03,
  waf04,
  waf05,
  waf06,
  waf07,
  waf08,
  waf09,
  waf10,
  waf11,
  waf12,
  waf13,
  waf14,
]
