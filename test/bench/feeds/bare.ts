import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Client, Response } from '../http-client.ts';
import { serverFlags } from '../server.ts';
import type { Sent } from './bare-server.ts';

const SCRIPT = fileURLToPath(new URL('bare-server.js', import.meta.url));
/** What node:http writes by itself. */
const OWN = new Set(['date', 'connection', 'keep-alive']);

export interface Bare {
  readonly base: string;
  readonly stop: () => void;
}

const headOf = ({ headers }: Response) =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (OWN.has(name) ? [] : [[name, String(value)]])),
  );

/** A bare node:http server that sends what `path` of the platform sends now, head and body, in a process of its own with V8's same settings. */
export async function startBare(client: Client, path: string): Promise<Bare> {
  const answer = await client.ask('GET', path);
  const etag = String(answer.headers.etag);
  const notModified = await client.ask('GET', path, undefined, { 'if-none-match': etag });
  if (answer.status !== 200 || notModified.status !== 304) throw new Error(`${path}: ${answer.status}`);
  const child = fork(SCRIPT, { execArgv: [...serverFlags] });
  const sent: Sent = {
    bytesBase64: Buffer.from(answer.text).toString('base64'),
    etag,
    ok: headOf(answer),
    notModified: headOf(notModified),
  };
  child.send(sent);
  const [port] = await once(child, 'message');
  return { base: `http://127.0.0.1:${port}`, stop: () => child.kill() };
}
