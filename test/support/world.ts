import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '@huitang/runtime';
import { type Running, run, type StartOptions } from '@huitang/standalone';

/** A clock that tests move; timers run in real time. */
export interface TestClock extends Clock {
  /** Milliseconds to add to every reading from now on. */
  shift(ms: number): void;
}

export function testClock(startMs = Date.now()): TestClock {
  const offset = { ms: startMs - Date.now() };
  return {
    now: () => Date.now() + offset.ms,
    after(ms, task) {
      const timer = setTimeout(task, ms).unref();
      return () => clearTimeout(timer);
    },
    shift(ms) {
      offset.ms += ms;
    },
  };
}

export const startOptions = (change: Partial<StartOptions> = {}): StartOptions => ({
  HUITANG_HOST: '127.0.0.1',
  HUITANG_MAIL_FROM: 'Huitang <huitang@example.org>',
  HUITANG_LOG: 'silent',
  HUITANG_UID_DOMAIN: 'test.example',
  dataDir: mkdtempSync(join(tmpdir(), 'huitang-')),
  port: 0,
  empty: true,
  ...change,
});

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely by tests
  readonly json: any;
}

export interface World extends Running {
  readonly clock: TestClock;
  readonly options: StartOptions;
  request(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Stops and forgets the data. */
  end(): Promise<void>;
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

export function clientOf(address: string) {
  const request = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const isText = typeof body === 'string';
    const response = await fetch(address + path, {
      method,
      headers: { ...(body !== undefined && !isText && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parseJson(text) };
  };
  return {
    request,
    get: (path: string, headers?: Record<string, string>) => request('GET', path, undefined, headers),
    post: (path: string, body?: unknown, headers?: Record<string, string>) => request('POST', path, body, headers),
  };
}

/** The standalone platform in this process, on a data folder and a port of its own. */
export async function startWorld(change: Partial<StartOptions> = {}, clock: TestClock = testClock()): Promise<World> {
  const options = startOptions(change);
  const running = await run(options, { clock });
  return {
    ...running,
    clock,
    options,
    ...clientOf(running.address),
    async end() {
      await running.stop();
      rmSync(options.dataDir, { recursive: true, force: true });
    },
  };
}
