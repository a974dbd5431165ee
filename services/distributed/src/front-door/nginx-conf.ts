import { type ServiceName, serviceNames } from '../service-names.ts';
import { type Location, matcherOf } from './locations.ts';

export interface FrontDoorOptions {
  /** `8080`, or `127.0.0.1:18080` */
  readonly listen: string;
  /** Where each service is reached: `scheduling:8080`. Several for several processes of one. */
  readonly upstreams: Readonly<Record<ServiceName, readonly string[]>>;
  readonly locations: readonly Location[];
  /** Where it may write: its pid, its logs, what it holds back of long bodies. */
  readonly folder: string;
}

/** Longer than the longest `Prefer: wait`, a minute, with what a service needs before it and to answer after it. */
const ANSWER_SECONDS = 90;
/** The largest body a route reads is 10 MB: what is longer is refused by the service, in words. */
const BODY_MEGABYTES = 11;

const upstream = (name: ServiceName, addresses: readonly string[]): string => `
  upstream ${name} {
${addresses.map((address) => `    server ${address} max_fails=0;`).join('\n')}
    keepalive 32;
  }`;

const location = (one: Location): string => `
    location ${matcherOf(one)} { proxy_pass http://${one.owner}; }`;

/** What nginx itself says no to, as the services say it (RFC 9457). */
const problems = [
  {
    status: 400,
    code: 'malformed-request',
    title: 'Malformed request',
    detail: 'an address and headers as HTTP has them',
  },
  { status: 413, code: 'body-too-large', title: 'Body too large', detail: `a body of at most ${BODY_MEGABYTES} MB` },
  { status: 502, code: 'service-away', title: 'Service away', detail: 'please try again in a moment' },
  { status: 504, code: 'service-late', title: 'Service late', detail: 'please try again in a moment' },
] as const;

function problemLocation({ status, code, title, detail }: (typeof problems)[number]): string {
  const type = `urn:huitang:problem:${code}`;
  // Whoever reads 503 comes back; what stands behind a proxy is nobody's business.
  const shown = status >= 500 ? 503 : status;
  const body = JSON.stringify({ type, title, status: shown, code, detail });
  // A path, not a name: nginx goes to no named location for an address that it could not read.
  return `
    error_page ${status} =${shown} /problem/${code};
    location = /problem/${code} { internal; default_type application/problem+json; add_header Retry-After 2 always; return ${shown} '${body}'; }`;
}

/**
 * The whole configuration of the one front door, for nginx 1.18 and later. Every route goes to the service that answers
 * it, whatever else to the pages; what is only for services and supervisors (`/internal/`, `/metrics`) is not reached,
 * in capital letters neither, which the services would not mind. A write is never sent twice by nginx: whether the first one was carried out is not known.
 */
export function nginxConf({ listen, upstreams, locations, folder }: FrontDoorOptions): string {
  return `# Made from the routes of the services by \`node services/distributed/dist/cli.js front-door\`. Do not edit.
pid ${folder}/nginx.pid;
# Anything less severe quotes the request, and with it the secret of a private feed.
error_log stderr crit;
worker_processes auto;
events { worker_connections 4096; }
http {
  # Feeds of persons have their secret in the path, so paths are not written down.
  log_format huitang escape=json '{"time":"$time_iso8601","method":"$request_method","status":$status,"bytes":$body_bytes_sent,"seconds":$request_time,"service":"$proxy_host","trace":"$http_traceparent"}';
  access_log ${folder}/access.log huitang;
  server_tokens off;
  client_max_body_size ${BODY_MEGABYTES}m;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  proxy_http_version 1.1;
  proxy_set_header Connection "";
  proxy_set_header Host $http_host;
  proxy_set_header X-Forwarded-For $remote_addr;
  proxy_set_header X-Forwarded-Proto $scheme;
  proxy_read_timeout ${ANSWER_SECONDS}s;
  proxy_connect_timeout 3s;
  proxy_next_upstream error timeout;
  proxy_next_upstream_tries 2;
${serviceNames.map((name) => upstream(name, upstreams[name])).join('\n')}

  server {
    listen ${listen};
${problems.map(problemLocation).join('')}
    location ~* ^/(?:internal|metrics)(?:/|$) { return 404; }
${locations.map(location).join('')}
    location / { proxy_pass http://web; }
  }
}
`;
}
