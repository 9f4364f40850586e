import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A sound workload file with two simulated accounts and one real one, for the tests of commands. */
export const SOUND_WORKLOAD = `workload: contoso-assistant
environment: staging
residency: eu
regions: { primary: swedencentral, secondary: francecentral }
accounts:
  sim-swc: { provider: simulated, region: swedencentral }
  sim-frc: { provider: simulated, region: francecentral }
models:
  gpt-4.1:
    deployments:
      - { id: std-frc, account: sim-frc, type: standard, tpm: 240k, priority: 2 }
      - { id: ptu-swc, account: sim-swc, type: provisioned-managed, ptu: 50, priority: 1 }
    fallback: [gpt-4.1-mini]
  gpt-4.1-mini:
    deployments:
      - { id: mini-frc, account: sim-frc, type: standard, tpm: 400k }
consumers:
  /contoso/claims: { cost_center: CC-1042 }
  /contoso/claims/intake-bot: { models: [gpt-4.1], priority: interactive }
`

/** Runs with a folder that holds these files and is gone afterwards. */
export async function withFolder<Result>(
  files: Readonly<Record<string, string>>,
  body: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'causeway-cli-'))
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
    return await body(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}
