import * as z from 'zod'
import { address, proxies, secret, value } from './scalars.ts'

/** The part of the workload file that opens the admin API and the console to other programs than those of this user. */
export const admin = z.strictObject({
  listen: address()
    .prefault('127.0.0.1:8090')
    .describe('Address to listen on. Anything but loopback needs `tls`, or `tls_ends_in_front`.'),
  tls: z
    .strictObject({
      certificate: value().describe(
        'Certificate chain in PEM, by reference: `file:PATH`, `env:NAME` or `keyvault:VAULT/SECRET`.',
      ),
      key: secret().describe('Private key in PEM, by reference.'),
    })
    .optional()
    .describe('Serve HTTPS.'),
  tls_ends_in_front: z
    .boolean({ error: 'must be true or false' })
    .prefault(false)
    .describe(
      'True where a proxy in front ends TLS, so that listening beyond loopback without a certificate is meant.',
    ),
  trusted_proxies: proxies()
    .prefault([])
    .describe(
      'Proxies in front, as addresses or ranges such as `10.0.0.0/24`: who calls through them is whom their `X-Forwarded-For` names. Nobody else is believed it. See docs/security.md.',
    ),
})
