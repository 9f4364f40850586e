import type { Estate, RegionEstate } from '../estate.ts'
import {
  type Body,
  idOf,
  type Parameter,
  parameter,
  type Resource,
  resource,
  type Stage,
  systemAssigned,
} from '../resource-graph.ts'
import type { RegionHub } from './hub.ts'
import { type JumpboxWish, jumpboxWish } from './jumpbox-subnet.ts'
import type { RegionNetwork } from './networks.ts'

const COMPUTE_API = '2026-04-01'
/** Two cores and 8 GiB, of a series that encrypts at its host and starts only what is signed. */
const SIZE = 'Standard_D2s_v5'
const USER = 'operator'
/** ARM takes no other place for it. */
const AUTHORIZED_KEYS = ['', 'home', USER, '.ssh', 'authorized_keys'].join('/')

const PUBLIC_KEY: Parameter = {
  name: 'jumpboxPublicKey',
  description: 'Public key of SSH for the administrator of the jumpbox; people sign in with Entra ID instead',
  isSecret: false,
  default: null,
}
const PASSWORD: Parameter = {
  name: 'jumpboxPassword',
  description: 'Password of the administrator of the jumpbox; people sign in with Entra ID instead',
  isSecret: true,
  default: null,
}

interface System {
  readonly asked: Parameter
  readonly image: Body
  readonly profile: (name: string) => Body
  readonly extension: { readonly type: string; readonly version: string }
}

const PATCHES: Body = { patchMode: 'AutomaticByPlatform', assessmentMode: 'AutomaticByPlatform' }

const SYSTEMS: Readonly<Record<JumpboxWish['system'], System>> = {
  linux: {
    asked: PUBLIC_KEY,
    image: { publisher: 'Canonical', offer: 'ubuntu-24_04-lts', sku: 'server', version: 'latest' },
    profile: (computerName) => ({
      computerName,
      adminUsername: USER,
      linuxConfiguration: {
        disablePasswordAuthentication: true,
        provisionVMAgent: true,
        patchSettings: PATCHES,
        ssh: {
          publicKeys: [{ path: AUTHORIZED_KEYS, keyData: parameter(PUBLIC_KEY) }],
        },
      },
    }),
    extension: { type: 'AADSSHLoginForLinux', version: '1.0' },
  },
  windows: {
    asked: PASSWORD,
    image: {
      publisher: 'MicrosoftWindowsServer',
      offer: 'WindowsServer',
      sku: '2025-datacenter-azure-edition',
      version: 'latest',
    },
    profile: (computerName) => ({
      computerName,
      adminUsername: USER,
      adminPassword: parameter(PASSWORD),
      windowsConfiguration: {
        provisionVMAgent: true,
        enableAutomaticUpdates: true,
        patchSettings: PATCHES,
      },
    }),
    extension: { type: 'AADLoginForWindows', version: '2.0' },
  },
}

/** Of both systems: Windows takes 15 characters. */
const COMPUTER_NAME = 'jumpbox'

/** The machine from which people manage a region; null where none is wanted, or it would stand in a hub of others. */
export function jumpboxStage(
  estate: Estate,
  { region, groups }: RegionEstate,
  hub: RegionHub,
  network: RegionNetwork,
): Stage | null {
  const wish = jumpboxWish(estate)
  if (wish === null) return null
  const isInHub = wish.place === 'hub'
  if (isInHub && hub.network === null) {
    estate.notes.add(
      `The hub of ${region} is the platform's: no jumpbox is built there. network.operators.jumpbox: workload-network builds it beside the models.`,
    )
    return null
  }
  estate.notes.add(
    'The jumpbox is encrypted at its host, which a subscription has to have turned on: `az feature register --namespace Microsoft.Compute --name EncryptionAtHost`. Give those who sign in to it the role Virtual Machine User Login.',
  )
  const isOnlyWay = estate.declaration.network?.operators?.only_by_jumpbox === true
  const { asked, image, profile, extension } = SYSTEMS[wish.system]
  const card = interfaceIn(estate, region, isInHub ? hub.subnet('jumpbox') : network.subnet('jumpbox'))
  const machine = resource({
    symbol: estate.symbols.of('jumpbox', region),
    type: 'Microsoft.Compute/virtualMachines',
    apiVersion: COMPUTE_API,
    name: estate.name('virtualMachine', 'jumpbox', region),
    body: {
      location: region,
      tags: estate.tags,
      identity: systemAssigned,
      properties: {
        hardwareProfile: { vmSize: SIZE },
        securityProfile: {
          securityType: 'TrustedLaunch',
          uefiSettings: { secureBootEnabled: true, vTpmEnabled: true },
          encryptionAtHost: true,
        },
        storageProfile: {
          imageReference: image,
          osDisk: {
            createOption: 'FromImage',
            deleteOption: 'Delete',
            managedDisk: { storageAccountType: 'Premium_LRS' },
          },
        },
        osProfile: profile(COMPUTER_NAME),
        networkProfile: {
          networkInterfaces: [{ id: idOf(card), properties: { primary: true, deleteOption: 'Delete' } }],
        },
        diagnosticsProfile: { bootDiagnostics: { enabled: true } },
      },
    },
    because: [
      { rule: 'NET-02', why: 'people manage AI resources from inside of the network.' },
      ...(isOnlyWay ? [{ rule: 'NET-26', why: 'there is no other way in.' }] : []),
    ],
  })
  const signIn = resource({
    symbol: estate.symbols.of('jumpboxSignIn', region),
    type: 'Microsoft.Compute/virtualMachines/extensions',
    apiVersion: COMPUTE_API,
    name: extension.type,
    parent: machine,
    body: {
      location: region,
      properties: {
        publisher: 'Microsoft.Azure.ActiveDirectory',
        type: extension.type,
        typeHandlerVersion: extension.version,
        autoUpgradeMinorVersion: true,
      },
    },
    because: [{ rule: 'APP-27', why: 'people sign in as themselves.' }],
  })
  return {
    name: `23-jumpbox-${region}`,
    purpose: `The machine from which people manage AI resources in ${region}, without a public address.`,
    scope: estate.groupScope(isInHub ? groups.hub : groups.network),
    parameters: [asked],
    resources: [card, machine, signIn],
    outputs: [],
  }
}

function interfaceIn(estate: Estate, region: string, subnet: Resource): Resource {
  return resource({
    symbol: estate.symbols.of('jumpboxInterface', region),
    type: 'Microsoft.Network/networkInterfaces',
    apiVersion: '2025-09-01',
    name: estate.name('networkInterface', 'jumpbox', region),
    body: {
      location: region,
      tags: estate.tags,
      properties: {
        enableAcceleratedNetworking: true,
        ipConfigurations: [
          {
            name: 'private',
            properties: { privateIPAllocationMethod: 'Dynamic', subnet: { id: idOf(subnet) } },
          },
        ],
      },
    },
    because: [{ rule: 'NET-04', why: 'it has no public address.' }],
  })
}
