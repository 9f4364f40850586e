import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { runCommandLine } from '../command-line.ts'
import { fakeEnvironment } from '../environment.fixture.ts'
import { EXIT } from '../exit-code.ts'
import { init } from './init.ts'

let cwd: string

before(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'cw-init-'))
})
after(() => rm(cwd, { recursive: true, force: true }))

async function run(words: readonly string[], typed?: readonly string[], folder = cwd) {
  const environment = fakeEnvironment(['init', ...words], {
    cwd: folder,
    ...(typed === undefined ? {} : { typed }),
  })
  const code = await runCommandLine([init], environment)
  return { code, out: environment.out(), errors: environment.errors() }
}

test('defaults give a whole file, on standard output where that is asked', async () => {
  const { code, out, errors } = await run(['--yes', '--out', '-', '--workload', 'claims'])
  assert.equal(code, EXIT.ok, errors)
  assert.match(out, /^workload: claims$/m)
  assert.match(out, /^environment: production$/m)
  assert.match(out, /^ {2}\/claims\/app:$/m)
  assert.match(errors, /causeway review workload\.yaml/)
  assert.deepEqual(await readdir(cwd), [])
})

test('a file that is there is left alone, and --force writes over it', async () => {
  const file = join(cwd, 'there.yaml')
  await writeFile(file, 'mine')
  const refused = await run(['--yes', '--out', 'there.yaml'])
  assert.equal(refused.code, EXIT.negative)
  assert.match(refused.errors, /is there already/)
  assert.equal(await readFile(file, 'utf8'), 'mine')
  assert.equal((await run(['--yes', '--out', 'there.yaml', '--force'])).code, EXIT.ok)
  assert.match(await readFile(file, 'utf8'), /^workload: /m)
  assert.deepEqual(await readdir(cwd), ['there.yaml'])
  await rm(file)
})

test('without a terminal every flag with a default has to be given', async () => {
  const { code, errors } = await run(['--workload', 'claims', '--model', 'gpt-4.1'])
  assert.equal(code, EXIT.wrongUse)
  assert.match(
    errors,
    /nothing answers --environment, --exposure, --residency, --capacity, --regions, --consumer/,
  )
  const given = [
    '--workload',
    'claims',
    '--environment',
    'staging',
    '--exposure',
    'corp',
    '--residency',
    'eu',
  ]
  const more = [
    '--model',
    'gpt-4.1',
    '--capacity',
    '50k',
    '--regions',
    'swedencentral',
    '--regions',
    'francecentral',
  ]
  const whole = await run([...given, ...more, '--consumer', '/a/b', '--out', '-'])
  assert.equal(whole.code, EXIT.ok, whole.errors)
  assert.match(whole.out, /regions: \{ primary: swedencentral, secondary: francecentral \}/)
})

test('wrong flags are told with what would be right', async () => {
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [['--workload', 'Not Kebab'], /kebab-case name such as contoso-assistant/],
    [['--environment', 'prod'], /production/],
    [['--residency', 'swedn'], /Did you mean sweden\?/],
    [['--model', 'gpt-41'], /Did you mean gpt-4\.1\?/],
    [['--model', 'gpt-4.1@2020-01-01'], /It has 2025-04-14/],
    [['--model', 'gpt-4.1,GPT-4.1'], /is there twice/],
    [['--model', 'gpt-realtime'], /does not serve gpt-realtime/],
    [
      ['--residency', 'denmark'],
      /--model is missing, and its default does not go with the rest: nothing serves/,
    ],
    [
      ['--residency', 'sweden', '--model', 'gpt-4.1'],
      /in swedencentral alone\nWith residency eu it can be had in/,
    ],
    [['--residency', 'eu', '--model', 'gpt-image-2'], /With residency global it can be had in/],
    [['--residency', 'eu', '--type', 'global-standard'], /Without --type global-standard it can be had in/],
    [['--capacity', 'lots'], /Write 240k, 2M or 100ptu/],
    [
      ['--capacity', '900000M', '--model', 'gpt-5.1', '--residency', 'eu'],
      /no subscription has more than 4,000,000/,
    ],
    [['--capacity', '100k', '--type', 'provisioned-managed'], /is bought in PTU/],
    [['--capacity', '100ptu', '--type', 'standard'], /is paid by the token/],
    [['--capacity', '999999ptu'], /Write at most 100000ptu|more than a deployment may have/],
    [['--regions', 'swedencentral'], /production needs a second one .*\nWrite for example swedencentral,/],
    [
      ['--regions', 'swedencentral,eastus2', '--residency', 'eu'],
      /cannot be had in eastus2 .*\nWrite for example/,
    ],
    [['--regions', 'atlantis'], /atlantis is not known/],
    [['--consumer', 'app'], /consumer path/],
    [['--exposure', 'online', '--data', 'internal'], /its users would be shown it\nMake the workload corp/],
    [['--compliance', 'gdpr'], /names the GDPR, and residency global/],
    [['--compliance', 'gdrp'], /Did you mean gdpr\?/],
    [['--management-groups', 'mg'], /is not two names/],
    [['--management-groups', 'mg,MG'], /one group for both/],
  ]
  for (const [flags, expected] of cases) {
    const { code, errors } = await run(['--yes', '--out', 'never.yaml', ...flags])
    assert.equal(code, EXIT.wrongUse, `${flags.join(' ')}: ${errors}`)
    assert.match(errors, expected, flags.join(' '))
  }
  assert.deepEqual(await readdir(cwd), [])
})

const QUESTIONS_ASKED = 17

test('at a terminal an empty line takes the default, and leaves open what has none', async () => {
  const { code, out } = await run(
    ['--out', 'asked.yaml'],
    Array.from({ length: QUESTIONS_ASKED }, () => ''),
  )
  assert.equal(code, EXIT.ok, out)
  assert.match(out, /What it is for: production, staging or development \[production\]: /)
  assert.match(out, /Cost center that pays \[not decided\]: /)
  const text = await readFile(join(cwd, 'asked.yaml'), 'utf8')
  assert.match(text, /# decide: cost_center/)
  await rm(join(cwd, 'asked.yaml'))
})

test('a wrong answer is asked again, and flags are not asked for', async () => {
  const flags = ['--out', '-', '--residency', 'eu', '--workload', 'claims', '--environment', 'production']
  const { code, out } = await run(flags, [
    'web',
    'online',
    '',
    'gpt-41',
    'gpt-4.1',
    '',
    '',
    '',
    'internal',
    'public',
  ])
  assert.equal(code, EXIT.negative, 'the input ends before the questions do')
  assert.match(out, /web: is not known\. It is one of corp, online\./)
  assert.match(out, /gpt-41: .* Did you mean gpt-4\.1\?/)
  assert.match(out, /internal: .* Make the workload corp/)
  assert.doesNotMatch(out, /Name of the workload/)
})

test('when the input ends nothing is written, and neither is a file half', async () => {
  for (const typed of [[], ['claims'], ['claims', 'production', 'corp', 'eu']]) {
    const { code, errors } = await run([], typed)
    assert.equal(code, EXIT.negative)
    assert.match(errors, /nothing was written/)
  }
  assert.deepEqual(await readdir(cwd), [])
})

test('whoever answers wrong again and again is let go', async () => {
  const { code, errors } = await run(
    [],
    Array.from({ length: 20 }, () => 'Not Kebab'),
  )
  assert.equal(code, EXIT.negative)
  assert.match(errors, /no answer to --workload in 10 tries/)
})

test('what cannot be written is told, and leaves nothing behind', async () => {
  const { code, errors } = await run(['--yes', '--out', 'no/such/folder.yaml'])
  assert.equal(code, EXIT.couldNotRun)
  assert.match(errors, /cannot write .*ENOENT/)
  await mkdir(join(cwd, 'folder'))
  const onFolder = await run(['--yes', '--force', '--out', 'folder'])
  assert.equal(onFolder.code, EXIT.couldNotRun)
  assert.deepEqual(await readdir(cwd), ['folder'])
  await rm(join(cwd, 'folder'), { recursive: true })
})

test('programs get JSON: the file, its regions and deployments, and what is to be decided', async () => {
  const { code, out, errors } = await run([
    '--yes',
    '--format',
    'json',
    '--residency',
    'eu',
    '--out',
    'json.yaml',
  ])
  assert.equal(code, EXIT.ok, errors)
  const told = JSON.parse(out) as { file: string; regions: object; models: object[]; undecided: string[] }
  assert.equal(told.file, 'json.yaml')
  assert.deepEqual(Object.keys(told.regions), ['primary', 'secondary'])
  assert.equal(told.models.length, 1)
  assert.ok(told.undecided.length > 5)
  await rm(join(cwd, 'json.yaml'))
})
