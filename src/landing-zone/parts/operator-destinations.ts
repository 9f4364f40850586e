import type { Estate } from '../estate.ts'
import type { AllowedOut } from './firewall-rules.ts'
import { jumpboxRange, jumpboxWish } from './jumpbox-subnet.ts'

/** What a jumpbox needs of the internet. */

const WEB = [80, 443]
const HTTPS = [443]

/**
 * Sources: network requirements of "Sign in to a Linux virtual machine in Azure by using Microsoft Entra ID" and of the
 * same for Windows; modules/networking/azure-firewall.bicep of Azure/bicep-ptn-aiml-landing-zone (2026-08-21).
 */
const ANY_SYSTEM: readonly AllowedOut[] = [
  {
    name: 'management-by-people',
    why: 'Sign-in to Microsoft Entra ID, and management of Azure',
    to: [
      'login.microsoftonline.com',
      'login.windows.net',
      'pas.windows.net',
      'management.azure.com',
      'graph.microsoft.com',
    ],
    ports: HTTPS,
  },
  {
    name: 'certificates',
    why: 'Whether certificates are still good',
    to: [
      'oneocsp.microsoft.com',
      'ocsp.digicert.com',
      'crl.microsoft.com',
      'crl2.microsoft.com',
      'crl3.microsoft.com',
      'crl.digicert.com',
      'crl3.digicert.com',
      'crl4.digicert.com',
      'ctldl.windowsupdate.com',
    ],
    ports: WEB,
  },
]

const OF_SYSTEM: Readonly<Record<'linux' | 'windows', readonly AllowedOut[]>> = {
  linux: [
    {
      name: 'packages',
      why: 'Updates of Ubuntu, and the extension for sign-in',
      to: ['packages.microsoft.com', 'azure.archive.ubuntu.com', 'archive.ubuntu.com', 'security.ubuntu.com'],
      ports: WEB,
    },
  ],
  windows: [
    {
      name: 'device-registration',
      why: 'Windows joins Microsoft Entra ID',
      to: ['enterpriseregistration.windows.net'],
      ports: HTTPS,
    },
    {
      name: 'portals',
      why: 'Portals of Azure, Foundry and Azure Machine Learning',
      to: [
        'portal.azure.com',
        '*.portal.azure.com',
        '*.hosting.portal.azure.net',
        '*.reactblade.portal.azure.net',
        'ai.azure.com',
        'ml.azure.com',
        '*.msauth.net',
        '*.msftauth.net',
      ],
      ports: HTTPS,
    },
  ],
}

export interface OperatorDestinations {
  /** Ranges that the jumpboxes stand in. */
  readonly from: readonly string[]
  readonly rules: readonly AllowedOut[]
  readonly updatesWindows: boolean
}

/** Null where there is no jumpbox. */
export function operatorDestinations(estate: Estate): OperatorDestinations | null {
  const wish = jumpboxWish(estate)
  if (wish === null) return null
  return {
    from: estate.regions.map((region) => jumpboxRange(wish, region)),
    rules: [...ANY_SYSTEM, ...OF_SYSTEM[wish.system]],
    updatesWindows: wish.system === 'windows',
  }
}
