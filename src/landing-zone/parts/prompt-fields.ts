/**
 * Fields of requests that hold what people write. Rules against injections would take a prompt that speaks of SQL or of
 * scripts for an attack, and refuse it; nothing behind the gateway executes what these fields hold.
 */
export const PROMPT_FIELDS = ['messages', 'input', 'prompt', 'instructions', 'tools', 'documents'] as const

/** The rules of Microsoft, and those against bots, in the versions that both kinds of firewall know. */
export const MANAGED_RULES = [
  { ruleSetType: 'Microsoft_DefaultRuleSet', ruleSetVersion: '2.1' },
  { ruleSetType: 'Microsoft_BotManagerRuleSet', ruleSetVersion: '1.1' },
] as const
