import * as z from 'zod'
import { choice, count, duration, fraction, text } from './scalars.ts'
import { contact, flag, words } from './design-values.ts'

/** The part of the workload file that says who runs it and with what: read by `causeway review`; the gateway reads the objectives. */
export const operations = z.strictObject({
  owners: z
    .strictObject({
      application: contact().optional().describe('Who owns the application.'),
      models: contact()
        .optional()
        .describe('Who owns the models: data scientists, machine-learning engineers.'),
      operations: contact().optional().describe('Who runs it.'),
    })
    .optional()
    .describe('Who answers for what.'),
  pipeline: text().optional().describe('The pipeline that deploys it, as a URL or a name.'),
  deployment_plan: text().optional().describe('Where its deployment and operation are planned.'),
  environments: choice(['apart', 'shared'], 'a choice')
    .optional()
    .describe('Whether development and test are kept apart from production, in subscriptions of their own.'),
  workspaces: choice(['per-team-and-environment', 'per-environment', 'shared'], 'a choice')
    .optional()
    .describe('How Azure Machine Learning workspaces are divided.'),
  logs: choice(['every-resource', 'some-resources', 'none'], 'a choice')
    .optional()
    .describe('Which AI resources send their logs and metrics to a workspace.'),
  alerts: z.array(words()).optional().describe('Alerts that somebody gets, in words.'),
  tracing: choice(['opentelemetry', 'other', 'none'], 'a kind of tracing')
    .optional()
    .describe('What follows a call through all parts of the application.'),
  budget_alerts: flag().optional().describe('Whether a budget in Azure tells somebody before it is spent.'),
  right_sizing: words().optional().describe('How often, and by whom, capacity is held against its use.'),
  evaluation: words().optional().describe('How answers are evaluated before and after a model changes.'),
  drift: words().optional().describe('How the quality of the model is watched in production.'),
  retraining: words().optional().describe('What starts retraining, and how it runs.'),
  growth: z
    .strictObject({
      factor: z
        .number({ error: 'must be a number from 1 to 1000' })
        .min(1, { error: 'must be a number from 1 to 1000' })
        .max(1000, { error: 'must be a number from 1 to 1000' })
        .optional()
        .describe('How many times the load of today is expected within a year.'),
      peak_tokens_per_minute: count().optional().describe('Tokens per minute at the peak of today.'),
      quota_request: text().optional().describe('The request for more quota, by number or URL.'),
    })
    .optional()
    .describe('How the load is expected to grow.'),
  objectives: z
    .strictObject({
      availability: fraction()
        .lt(1, { error: 'must be above 0 and below 1' })
        .optional()
        .describe('What share of calls is to be served; 0.995 when left out.'),
      latency: duration()
        .optional()
        .describe('Within what time the first words of an answer are due; 10s when left out.'),
      within: fraction()
        .lt(1, { error: 'must be above 0 and below 1' })
        .optional()
        .describe('For what share of calls, such as `0.95`, which it is when left out.'),
    })
    .optional()
    .describe('What callers may expect; what falls behind raises alerts. See docs/alerts.md.'),
})
