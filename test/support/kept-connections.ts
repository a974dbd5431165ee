import { Agent, type IncomingMessage, request } from 'node:http';

/** Longer than any answer of the platform may take. */
const SILENCE_MS = 30_000;

export interface RawRequest {
  readonly method: string;
  /** Sent as it stands. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: Buffer;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export interface KeptConnections {
  /** Rejects when the connection is lost, or nothing comes for half a minute. */
  ask(wanted: RawRequest): Promise<RawAnswer>;
  close(): void;
}

function once(agent: Agent, base: URL, { method, path, headers, body }: RawRequest): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const length = body ? { 'content-length': String(body.byteLength) } : {};
    const { hostname, port } = base;
    const options = { agent, hostname, port, method, path, headers: { ...length, ...headers }, timeout: SILENCE_MS };
    const outgoing = request(options, (incoming) => {
      const chunks: Buffer[] = [];
      const answered = (): void =>
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(chunks) });
      // What goes on for ever is answered by its beginning.
      if (incoming.headers['content-type']?.startsWith('text/event-stream')) {
        answered();
        incoming.destroy();
        return;
      }
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', answered);
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer in ${SILENCE_MS} ms`)));
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** A plain client that keeps so many connections open and sends whatever it is told to. */
export function keptConnections(base: string, connections: number): KeptConnections {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return { ask: (wanted) => once(agent, new URL(base), wanted), close: () => agent.destroy() };
}
