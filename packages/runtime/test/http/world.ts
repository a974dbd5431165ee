import { mkdtempSync, rmSync } from 'node:fs';
import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request as send } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded } from '@huitang/engine-embedded';
import { createMetrics, type FastRoute, type Platform, type Route, startHost } from '@huitang/runtime';
import { demoPrincipals, nodeClock, nodeIds } from '@huitang/runtime/adapters';
import { pino } from 'pino';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely by tests
  readonly json: any;
}

export interface Asked {
  readonly body?: string | Buffer;
  readonly headers?: OutgoingHttpHeaders;
}

export interface Edge {
  readonly address: string;
  readonly platform: Platform;
  /** What was logged, oldest first. */
  readonly lines: Record<string, unknown>[];
  /** Milliseconds to add to the clock. */
  shift(ms: number): void;
  ask(method: string, path: string, asked?: Asked): Promise<Answer>;
  end(): Promise<void>;
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Sends the very bytes and headers; `fetch` would mend some of them. */
const asking =
  (base: string): Edge['ask'] =>
  (method, path, { body, headers = {} } = {}) =>
    new Promise((resolve, reject) => {
      const type = body === undefined ? {} : { 'content-type': 'application/json' };
      const outgoing = send(`${base}${path}`, { method, headers: { ...type, ...headers } }, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text, json: parseJson(text) });
        });
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });

/** A host with these routes alone, on the embedded engine and a port of its own. */
export async function startEdge(routes: readonly Route[], fastRoutes: readonly FastRoute[] = []): Promise<Edge> {
  const dir = mkdtempSync(join(tmpdir(), 'huitang-edge-'));
  const lines: Record<string, unknown>[] = [];
  const logger = pino({ level: 'debug', base: null }, { write: (line: string) => lines.push(JSON.parse(line)) });
  let offset = 0;
  const clock = { ...nodeClock(), now: () => Date.now() + offset };
  const engine = openEmbedded({ dir, clock, ids: nodeIds(), logger });
  const { bus, views, records, vault, log, ready } = engine;
  // The parts of a platform that HTTP stands on.
  const platform = {
    ...{ bus, views, records, vault, log, ready, clock, logger, ids: nodeIds(), metrics: createMetrics() },
    principals: demoPrincipals(),
    ticker: { every: () => async () => {} },
    installation: { publicUrl: 'https://huitang.example.org', uidDomain: 'x.example', mailFrom: '', version: '0' },
  } as unknown as Platform;
  const service = { name: 'edge', create: () => ({ name: 'edge', routes, fastRoutes, consumers: [], ticks: [] }) };
  const host = await startHost(platform, [service], { port: 0, host: '127.0.0.1' });
  return {
    platform,
    lines,
    shift(ms) {
      offset += ms;
    },
    address: host.address ?? '',
    ask: asking(host.address ?? ''),
    async end() {
      await host.stop();
      await engine.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
