import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const CONNECTIONS = 16;

/** One request as it goes over the wire, again and again. */
export interface Asked {
  readonly base: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What every answer is to be. */
  readonly status: number;
}

function textOf({ base, path, headers = {} }: Asked): string {
  const lines = Object.entries({ host: new URL(base).host, ...headers }).map(([name, value]) => `${name}: ${value}`);
  return [`GET ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n');
}

async function connected({ base }: Asked): Promise<Socket> {
  const { hostname, port } = new URL(base);
  const socket = connect(Number(port), hostname);
  socket.setNoDelay(true);
  await once(socket, 'connect');
  return socket;
}

const lengthIn = (head: string): number => Number(/^content-length: (\d+)\r$/im.exec(head)?.[1] ?? 0);

/** Bytes of a whole answer, head and body; every later one is as long. */
async function answerBytes(asked: Asked): Promise<number> {
  const socket = await connected(asked);
  socket.write(textOf(asked));
  let head = '';
  for await (const chunk of socket) {
    head += (chunk as Buffer).toString('latin1');
    if (head.includes('\r\n\r\n')) break;
  }
  const bytes = head.indexOf('\r\n\r\n') + 4;
  if (!head.startsWith(`HTTP/1.1 ${asked.status} `)) throw new Error(`${asked.path}: ${head.slice(0, 200)}`);
  return bytes + (asked.status === 304 ? 0 : lengthIn(head));
}

/** One connection: asks, takes as many bytes as an answer has, asks again; until nobody is left to ask for. */
function ask(asked: Asked, socket: Socket, bytes: number, isLeft: () => boolean): Promise<void> {
  const text = textOf(asked);
  const begin = `HTTP/1.1 ${asked.status} `;
  let got = 0;
  return new Promise((resolve, reject) => {
    const next = (): void => {
      got = 0;
      if (isLeft()) socket.write(text);
      else resolve();
    };
    socket.on('error', reject);
    socket.on('data', (chunk: Buffer) => {
      if (got === 0 && chunk.toString('latin1', 0, begin.length) !== begin) {
        reject(new Error(`${asked.path}: ${chunk.toString('latin1', 0, 200)}`));
      }
      got += chunk.byteLength;
      if (got === bytes) next();
      else if (got > bytes) reject(new Error(`${asked.path}: ${got} bytes, not ${bytes}`));
    });
    next();
  });
}

/**
 * Answers a second, with 16 connections that ask as soon as they have one. What comes is counted and not read, so that a
 * server and not its client is what everything waits for. Rejects when an answer has another status or length.
 */
export async function perSecond(asked: Asked, count: number): Promise<number> {
  const bytes = await answerBytes(asked);
  const sockets = await Promise.all(Array.from({ length: CONNECTIONS }, () => connected(asked)));
  let left = count;
  const startedAt = performance.now();
  try {
    await Promise.all(sockets.map((socket) => ask(asked, socket, bytes, () => left-- > 0)));
    return (count / (performance.now() - startedAt)) * 1000;
  } finally {
    for (const socket of sockets) socket.destroy();
  }
}
