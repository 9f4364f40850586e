import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { temporaryFolders, writeNginxConfig } from '../mock/nginx-json.ts'
import { freePort, startPinned, waitForPort } from '../pinned-process.ts'
import { CHAT_PATH, type Contender, MODEL } from './contender.ts'

/**
 * nginx as a plain reverse proxy: what forwarding bytes costs at least. It knows no keys, counts nothing, logs nothing
 * (`access_log off`), keeps bodies in memory and connections to the upstream open; one worker.
 */
export const nginx: Contender = {
  name: 'nginx',
  absence: (site) =>
    site.tools.nginx === null ? 'nginx is not on the PATH: apt-get install nginx-light' : null,
  start: async (site, mocks) => {
    const program = site.tools.nginx ?? 'nginx'
    const ports = { json: await freePort(), stream: await freePort() }
    const folder = join(site.folder, 'nginx')
    const upstreams = { json: mocks.json.port, stream: mocks.stream.port }
    const config = writeNginxConfig(
      folder,
      nginxConfig({ ports, upstreams, folder, connections: site.openFiles }),
    )
    const process = startPinned({
      command: [program, '-c', config, '-p', folder],
      core: site.cores.contender,
      log: join(site.folder, 'nginx.log'),
    })
    await waitForPort(ports.stream, process)
    return {
      name: 'nginx',
      software: nginxVersion(program),
      root: process.pid,
      label: () => 'nginx',
      endpoint: (upstream) => ({ port: ports[upstream], path: CHAT_PATH, headers: {}, model: MODEL }),
      stop: () => process.stop(),
    }
  },
}

interface ProxySettings {
  readonly ports: { readonly json: number; readonly stream: number }
  readonly upstreams: { readonly json: number; readonly stream: number }
  readonly folder: string
  readonly connections: number
}

/** Idle connections that nginx keeps to the upstream: above what the load opens, so that none is opened per request. */
const KEPT_CONNECTIONS = 512

function nginxConfig({ ports, upstreams, folder, connections }: ProxySettings): string {
  const side = (kind: 'json' | 'stream', extra: string): string => `
  upstream ${kind} {
    server 127.0.0.1:${upstreams[kind]};
    keepalive ${KEPT_CONNECTIONS};
    keepalive_requests 1000000000;
  }
  server {
    listen 127.0.0.1:${ports[kind]} backlog=4096;
    location / {
      proxy_pass http://${kind};
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_read_timeout 3600s;
      ${extra}
    }
  }`
  return `worker_processes 1;
daemon off;
master_process off;
pid ${folder}/nginx.pid;
error_log stderr crit;
worker_rlimit_nofile ${connections};
events { worker_connections ${connections}; }
http {
  access_log off;
  ${temporaryFolders(folder)}
  keepalive_requests 1000000000;
  keepalive_timeout 3600s;
  client_max_body_size 0;
  client_body_buffer_size 128k;
  tcp_nodelay on;
${side('json', '')}
${side('stream', 'proxy_buffering off;')}
}
`
}

function nginxVersion(program: string): string {
  const { stderr } = spawnSync(program, ['-v'], { encoding: 'utf8' })
  return /nginx\/\S+/.exec(stderr)?.[0].replace('/', ' ') ?? 'nginx'
}
