import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { JSON_ANSWER } from './answers.ts'

/**
 * Configuration of an nginx that answers every request with the constant completion: the fastest upstream at hand, so
 * that the load side is not what limits a fast proxy.
 */
export function nginxMockConfig(port: number, folder: string, connections: number): string {
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
  default_type application/json;
  server {
    listen 127.0.0.1:${port} backlog=4096;
    location / { return 200 '${JSON_ANSWER}'; }
  }
}
`
}

/** nginx writes to folders of the system unless each is named. */
export function temporaryFolders(folder: string): string {
  return ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `${kind}_temp_path ${folder}/${kind};`)
    .join(' ')
}

/** Writes a configuration into a folder of its own and returns its path. */
export function writeNginxConfig(folder: string, text: string): string {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'nginx.conf')
  writeFileSync(path, text)
  return path
}
