import * as z from 'zod'
import { choice, name, text } from './scalars.ts'
import { day, flag, words } from './design-values.ts'

/** Choices with their reasons, where models come from, and what reviewers are told to leave: read by `causeway review`. */
export const decision = z.strictObject({
  choice: words().describe('What was chosen.'),
  because: words().optional().describe('Why it was chosen.'),
  instead_of: z.array(words()).optional().describe('What else was looked at.'),
})

export const decisions = z.record(name(), decision)

export const origin = z.strictObject({
  kind: choice(['service', 'prebuilt', 'fine-tuned', 'custom-trained'], 'an origin')
    .prefault('service')
    .describe(
      '`service`: as the provider offers it. `prebuilt`: weights of others, hosted by you. `fine-tuned`: tuned on your data. `custom-trained`: your own.',
    ),
  reason: words().optional().describe('Why it is not taken as a service offers it.'),
  source: text().optional().describe('Where the weights come from.'),
  license: text().optional().describe('Licence of the weights.'),
  evaluated: words().optional().describe('What is known of its training data and results.'),
  compute: choice(['service', 'machine-learning', 'kubernetes', 'virtual-machines', 'edge'], 'a compute')
    .optional()
    .describe('Where it runs.'),
  accelerator: text().optional().describe('Accelerator that it runs on.'),
  quantization: text().optional().describe('How its weights were made smaller, or `none`.'),
  container: flag().optional().describe('Whether it ships as a container.'),
})

export const review = z.strictObject({
  accepted: z
    .array(
      z.strictObject({
        rule: text().describe('Id of the rule, such as `REL-01`.'),
        at: text()
          .optional()
          .describe(
            'The setting or resource that it is accepted for, as findings show it; everything when left out.',
          ),
        reason: words().describe('Why it is accepted.'),
        until: day().describe('Last day on which it is, such as `2027-06-30`.'),
      }),
    )
    .prefault([])
    .describe(
      'Findings that are accepted for a time. They are reported as such and fail nothing until that day.',
    ),
})
