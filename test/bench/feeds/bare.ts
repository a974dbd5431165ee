import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Client } from '../http-client.ts';
import type { Sent } from './bare-server.ts';

const SCRIPT = fileURLToPath(new URL('bare-server.js', import.meta.url));

export interface Bare {
  readonly base: string;
  readonly stop: () => void;
}

/** A bare node:http server that sends what `path` of the platform sends now, in a process of its own. */
export async function startBare(client: Client, path: string): Promise<Bare> {
  const { status, text, headers } = await client.ask('GET', path);
  if (status !== 200) throw new Error(`${path}: ${status}`);
  const child = fork(SCRIPT);
  const sent: Sent = {
    bytesBase64: Buffer.from(text).toString('base64'),
    etag: String(headers.etag),
    type: String(headers['content-type']),
  };
  child.send(sent);
  const [port] = await once(child, 'message');
  return { base: `http://127.0.0.1:${port}`, stop: () => child.kill() };
}
