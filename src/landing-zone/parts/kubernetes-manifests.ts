import { createHash } from 'node:crypto'
import type { Estate } from '../estate.ts'
import type { GatewayDesign } from '../gateway-design.ts'
import { carriedFile } from './carried-file.ts'
import { replicasOf } from './gateway-scale.ts'
import { POSTGRES_PORT, REDIS_PORT } from './gateway-services.ts'
import { entranceWish } from './entrance-wish.ts'
import { KEYS_SECRET, secretNameOf } from './gateway-vault.ts'
import type { KubernetesRegion } from './kubernetes-stages.ts'
import { LINK_SERVICE } from './kubernetes-entrance.ts'
import { balancerAddress } from './kubernetes-subnet.ts'

/** What Kubernetes takes: JSON is YAML, too. */
export type Manifest = Readonly<Record<string, unknown>>

const NAME = 'causeway'
const SECRET = 'causeway-asked'
const SECRETS_CLASS = 'causeway-vault'
export const SIGN_IN_SUBJECT = `system:serviceaccount:${NAME}:${NAME}`

/** Stands in a manifest for what is known when it is deployed. */
export const placeholder = (name: string): string => `@{${name}}`
export const IMAGE = 'GATEWAY_IMAGE'
export const CLIENT_ID = 'AZURE_CLIENT_ID'
export const TENANT_ID = 'AZURE_TENANT_ID'

const HTTPS_PORT = 443
const DNS_PORT = 53
/** Of an image that says so itself (`deploy/Dockerfile`). */
const USER = 1000
/** The balancer takes a pod out before it refuses connections. */
const STOP_DELAY_SECONDS = 5
const MARGIN_SECONDS = 30
const COLLECTED_AT = '17 * * * *'
const COLLECTION_SECONDS = 1800
const BUSY_PERCENT = 70

interface Gateway {
  readonly estate: Estate
  readonly gateway: GatewayDesign
  readonly of: KubernetesRegion
  /** Environment variables whose values are no secrets; values may be placeholders. */
  readonly plain: readonly (readonly [name: string, value: string])[]
  readonly hasLedger: boolean
}

const metadata = (name: string, more: Manifest = {}): Manifest => ({
  name,
  namespace: NAME,
  labels: { 'app.kubernetes.io/name': name },
  ...more,
})
const selector = { matchLabels: { 'app.kubernetes.io/name': NAME } }

/** What is applied as it is: the namespace, and the workload file. */
export function workloadManifests({ text }: Estate): readonly Manifest[] {
  const file = carriedFile(text)
  return [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: NAME,
        // The cluster itself refuses pods that may more than these.
        labels: { 'pod-security.kubernetes.io/enforce': 'restricted' },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: metadata('workload'),
      data: { [file.name]: file.value },
    },
  ]
}

/** What is applied when the placeholders are filled in. */
export function gatewayManifests(one: Gateway): readonly Manifest[] {
  const { gateway, of, estate } = one
  const { least, most } = replicasOf(gateway, of.home)
  return [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: metadata(NAME, {
        annotations: { 'azure.workload.identity/client-id': placeholder(CLIENT_ID) },
      }),
      automountServiceAccountToken: false,
    },
    secretsFromVault(one),
    ...journals(one),
    deployment(one),
    ...(one.hasLedger ? [collector(one)] : []),
    service(one),
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: metadata(NAME),
      spec: { maxUnavailable: 1, selector },
    },
    {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: metadata(NAME),
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: NAME },
        minReplicas: least,
        maxReplicas: most,
        metrics: [
          {
            type: 'Resource',
            resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: BUSY_PERCENT } },
          },
        ],
      },
    },
    ...networkPolicies(estate, gateway),
  ]
}

/** Of the vault of the region: consumers' keys as a file, what the file asks for by `env:` as a Secret of the cluster. */
function secretsFromVault({ gateway, of }: Gateway): Manifest {
  const { name } = of.state.vault
  if (typeof name !== 'string') throw new Error('the name of the vault is not known')
  const object = (secret: string, as: string): string =>
    `  - |\n    objectName: ${secret}\n    objectType: secret\n    objectAlias: ${as}\n`
  const asked = gateway.asked.map(secretNameOf)
  const objects = [object(KEYS_SECRET, 'keys.json'), ...asked.map((secret) => object(secret, secret))]
  return {
    apiVersion: 'secrets-store.csi.x-k8s.io/v1',
    kind: 'SecretProviderClass',
    metadata: metadata(SECRETS_CLASS),
    spec: {
      provider: 'azure',
      parameters: {
        clientID: placeholder(CLIENT_ID),
        tenantId: placeholder(TENANT_ID),
        keyvaultName: name,
        objects: `array:\n${objects.join('')}`,
      },
      ...(asked.length === 0
        ? {}
        : {
            secretObjects: [
              {
                secretName: SECRET,
                type: 'Opaque',
                data: asked.map((secret) => ({ objectName: secret, key: secret })),
              },
            ],
          }),
    },
  }
}

/** The share of the region, which is there: Kubernetes makes none and takes none away. */
function journals({ of: { home, state } }: Gateway): readonly Manifest[] {
  const { name } = state.share.account
  if (typeof name !== 'string') throw new Error('the name of the share’s account is not known')
  const volume = `journals-${home.region}`
  const size = { storage: '100Gi' }
  return [
    {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: volume },
      spec: {
        capacity: size,
        accessModes: ['ReadWriteMany'],
        persistentVolumeReclaimPolicy: 'Retain',
        storageClassName: '',
        mountOptions: ['nconnect=4', 'noresvport', 'actimeo=30'],
        claimRef: { namespace: NAME, name: 'journals' },
        csi: {
          driver: 'file.csi.azure.com',
          volumeHandle: `${name}-journals`,
          volumeAttributes: {
            protocol: 'nfs',
            storageAccount: name,
            server: `${name}.file.core.windows.net`,
            shareName: 'journals',
          },
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: metadata('journals'),
      spec: {
        accessModes: ['ReadWriteMany'],
        storageClassName: '',
        volumeName: volume,
        resources: { requests: size },
      },
    },
  ]
}

function deployment(one: Gateway): Manifest {
  const { gateway, estate } = one
  const drainSeconds = Math.ceil(estate.plan.gateway.drainDeadlineMs / 1000)
  const spread = (topologyKey: string): Manifest => ({
    topologyKey,
    maxSkew: 1,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: selector,
  })
  const probe = (path: string, periodSeconds: number, failureThreshold: number): Manifest => ({
    httpGet: { path, port: 'operations' },
    periodSeconds,
    failureThreshold,
  })
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata(NAME),
    // How many there are is the autoscaler's business.
    spec: {
      selector,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      template: podTemplate(one, NAME, {
        script: 'serve.sh',
        container: {
          ports: [
            { name: 'gateway', containerPort: gateway.listensOn },
            { name: 'operations', containerPort: gateway.operationsOn },
          ],
          startupProbe: probe('/livez', 6, 10),
          livenessProbe: probe('/livez', 10, 3),
          readinessProbe: probe('/readyz', 5, 2),
          lifecycle: { preStop: { exec: { command: ['sleep', String(STOP_DELAY_SECONDS)] } } },
        },
        pod: {
          terminationGracePeriodSeconds: STOP_DELAY_SECONDS + drainSeconds + MARGIN_SECONDS,
          topologySpreadConstraints: ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map(spread),
        },
      }),
    },
  }
}

/** Every hour: journals of replicas that are gone. */
function collector(one: Gateway): Manifest {
  const name = 'causeway-collector'
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: metadata(name),
    spec: {
      schedule: COLLECTED_AT,
      concurrencyPolicy: 'Forbid',
      jobTemplate: {
        spec: {
          backoffLimit: 0,
          activeDeadlineSeconds: COLLECTION_SECONDS,
          template: podTemplate(one, name, {
            script: 'collect.sh',
            container: {},
            pod: { restartPolicy: 'Never' },
          }),
        },
      },
    },
  }
}

interface PodWish {
  /** Of `deploy/` in the image. */
  readonly script: string
  readonly container: Manifest
  readonly pod: Manifest
}

function podTemplate(
  { estate, gateway, plain }: Gateway,
  name: string,
  { script, container, pod }: PodWish,
): Manifest {
  const workload = createHash('sha256').update(estate.text).digest('hex')
  return {
    metadata: {
      labels: { 'app.kubernetes.io/name': name, 'azure.workload.identity/use': 'true' },
      // Another file starts other pods, one after the other.
      annotations: { 'causeway/workload': workload },
    },
    spec: {
      serviceAccountName: NAME,
      automountServiceAccountToken: false,
      nodeSelector: { 'kubernetes.azure.com/mode': 'user' },
      securityContext: {
        runAsNonRoot: true,
        runAsUser: USER,
        runAsGroup: USER,
        fsGroup: USER,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      containers: [
        {
          name: NAME,
          image: placeholder(IMAGE),
          command: ['/bin/sh', `/opt/causeway/deploy/${script}`],
          resources: { requests: { cpu: '1500m', memory: '3Gi' }, limits: { cpu: '2', memory: '4Gi' } },
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
          env: [
            ...plain.map(([variable, value]) => ({ name: variable, value })),
            ...gateway.asked.map((variable) => ({
              name: variable,
              valueFrom: { secretKeyRef: { name: SECRET, key: secretNameOf(variable) } },
            })),
          ],
          volumeMounts: [
            { name: 'workload', mountPath: '/etc/causeway', readOnly: true },
            { name: 'keys', mountPath: '/etc/causeway-keys', readOnly: true },
            { name: 'state', mountPath: '/state' },
            { name: 'temporary', mountPath: '/tmp' },
            { name: 'journals', mountPath: '/journals' },
          ],
          ...container,
        },
      ],
      volumes: [
        { name: 'workload', configMap: { name: 'workload' } },
        {
          name: 'keys',
          csi: {
            driver: 'secrets-store.csi.k8s.io',
            readOnly: true,
            volumeAttributes: { secretProviderClass: SECRETS_CLASS },
          },
        },
        { name: 'state', emptyDir: { sizeLimit: '4Gi' } },
        { name: 'temporary', emptyDir: { sizeLimit: '1Gi' } },
        { name: 'journals', persistentVolumeClaim: { claimName: 'journals' } },
      ],
      ...pod,
    },
  }
}

/**
 * AKS makes a private link service before the balancer, beside it in the group of the nodes. Whoever knows of it may ask
 * for a connection, and nobody has one before it is approved ("Azure Private Link Service Integration" of
 * cloud-provider-azure, read 2026-11-21).
 */
const LINK_ANNOTATIONS = {
  'service.beta.kubernetes.io/azure-pls-create': 'true',
  'service.beta.kubernetes.io/azure-pls-name': LINK_SERVICE,
  'service.beta.kubernetes.io/azure-pls-visibility': '*',
  'service.beta.kubernetes.io/azure-pls-ip-configuration-ip-address-count': '2',
  'service.beta.kubernetes.io/azure-pls-proxy-protocol': 'false',
}

/** On the network where the gateway speaks HTTPS itself; otherwise within the cluster, where somebody has to end TLS. */
function service({ estate, of }: Gateway): Manifest {
  const spec = {
    selector: selector.matchLabels,
    ports: [{ name: 'gateway', port: HTTPS_PORT, targetPort: 'gateway' }],
  }
  if (estate.plan.gateway.tls === null)
    return {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: metadata(NAME),
      spec: { ...spec, type: 'ClusterIP', ports: [{ name: 'gateway', port: 80, targetPort: 'gateway' }] },
    }
  const isLinked = entranceWish(estate)?.via === 'front-door'
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(NAME, {
      annotations: {
        'service.beta.kubernetes.io/azure-load-balancer-internal': 'true',
        'service.beta.kubernetes.io/azure-load-balancer-ipv4': balancerAddress(of.home),
        ...(isLinked ? LINK_ANNOTATIONS : {}),
      },
    }),
    // Callers keep their addresses, but those who come over a private link have none here.
    spec: { ...spec, type: 'LoadBalancer', externalTrafficPolicy: isLinked ? 'Cluster' : 'Local' },
  }
}

/** Nothing but what is listed; probes come from a pod's own node, which Cilium lets in always. */
function networkPolicies({ plan }: Estate, gateway: GatewayDesign): readonly Manifest[] {
  const system = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } }
  const port = (number: number, protocol = 'TCP'): Manifest => ({ port: number, protocol })
  const stores = [
    HTTPS_PORT,
    ...(plan.storage.counters === null && gateway.redis === null ? [] : [REDIS_PORT]),
    ...(plan.storage.database === null && gateway.postgres === null ? [] : [POSTGRES_PORT]),
  ]
  return [
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: metadata('deny-all'),
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: metadata(NAME),
      spec: {
        podSelector: {
          matchExpressions: [
            {
              key: 'app.kubernetes.io/name',
              operator: 'In',
              values: [NAME, 'causeway-collector'],
            },
          ],
        },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [
          { ports: [port(gateway.listensOn)] },
          { from: [system], ports: [port(gateway.operationsOn)] },
        ],
        egress: [
          { to: [system], ports: [port(DNS_PORT, 'UDP'), port(DNS_PORT)] },
          { ports: stores.map((number) => port(number)) },
        ],
      },
    },
  ]
}
