import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { type Folder, folderWith } from './program.ts'

/** Nothing is open by default: what the program refuses to start with. */
const WORKLOAD = `
workload: contoso
environment: development
accounts:
  one: { provider: simulated, region: swedencentral }
models:
  gpt-4.1:
    deployments:
      - { id: std-swc, account: one, type: standard, tpm: 2M }
consumers:
  /contoso/bot: { models: [gpt-4.1] }
admin: { listen: '0.0.0.0:0', tls_ends_in_front: true }
`

let folder: Folder

before(async () => {
  folder = await folderWith(WORKLOAD)
})
after(() => folder.remove())

test('an admin API that others reach does not start without an operator key, and says how to make one', async () => {
  const refused = await folder.run(['serve', 'workload.yaml', '--port', '0', '--no-records'], 1)
  assert.match(
    refused.stderr,
    /admin\.listen is 0\.0\.0\.0.*causeway operators create --operator NAME --role owner/,
  )
  await folder.run(['operators', 'create', '--operator', 'alice', '--role', 'owner'])
  const running = await folder.start({ args: ['--no-records'] })
  const line = running.lines.find(({ message }) => message === 'the admin API and the console listen')
  assert.equal(line?.['host'], '0.0.0.0')
  await running.stop()
})

test('without TLS, its own or in front, the file is refused', async () => {
  await folder.write(WORKLOAD.replace(', tls_ends_in_front: true', ''))
  const refused = await folder.run(['check', 'workload.yaml'], 1)
  assert.match(refused.stdout + refused.stderr, /admin\.listen: is open to other machines without TLS/)
})

test('without the section nothing listens but the socket', async () => {
  await folder.write(WORKLOAD.replace(/admin: .*\n/, ''))
  const running = await folder.start({ args: ['--no-records'] })
  assert.ok(!running.lines.some(({ message }) => message === 'the admin API and the console listen'))
  await running.stop()
})
