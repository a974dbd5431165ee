import { Agent, request } from 'node:http';

export interface Response {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

export interface Client {
  ask(
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>;
  close(): void;
}

/** A plain client that keeps its connections: what it costs is not what is measured. */
export function clientOf(base: string, connections: number): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const { hostname, port } = new URL(base);
  return {
    ask: (method, path, body, headers = {}) =>
      new Promise((resolve, reject) => {
        const sent = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
        const type = sent ? { 'content-type': 'application/json', 'content-length': String(sent.byteLength) } : {};
        const outgoing = request(
          { agent, hostname, port, method, path, headers: { ...type, ...headers } },
          (incoming) => {
            const chunks: Buffer[] = [];
            incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
            incoming.on('error', reject);
            incoming.on('end', () => {
              resolve({
                status: incoming.statusCode ?? 0,
                headers: incoming.headers,
                text: Buffer.concat(chunks).toString('utf8'),
              });
            });
          },
        );
        outgoing.on('error', reject);
        outgoing.end(sent);
      }),
    close: () => agent.destroy(),
  };
}
