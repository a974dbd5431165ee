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

/** Bytes of the whole answer that begins here, head and body. Rejects what has another status. */
function answerBytes({ path, status }: Asked, chunk: Buffer): number {
  const end = chunk.indexOf('\r\n\r\n') + 4;
  const head = chunk.toString('latin1', 0, end);
  if (!head.startsWith(`HTTP/1.1 ${status} `)) throw new Error(`${path}: ${chunk.toString('latin1', 0, 200)}`);
  return end + (status === 304 ? 0 : lengthIn(head));
}

/** One connection: asks, takes as many bytes as the answer has, asks again; until nobody is left to ask for. */
function ask(asked: Asked, socket: Socket, isLeft: () => boolean): Promise<void> {
  const text = textOf(asked);
  let left = 0;
  return new Promise((resolve, reject) => {
    const next = (): void => {
      if (isLeft()) socket.write(text);
      else resolve();
    };
    socket.on('error', reject);
    socket.on('data', (chunk: Buffer) => {
      try {
        // Heads are sent in one piece.
        if (left === 0) left = answerBytes(asked, chunk);
      } catch (error) {
        reject(error);
      }
      left -= chunk.byteLength;
      if (left === 0) next();
    });
    next();
  });
}

/**
 * Answers a second, with 16 connections that ask as soon as they have one. What comes is counted and not read, so that a
 * server and not its client is what everything waits for. Rejects when an answer has another status.
 */
export async function perSecond(asked: Asked, count: number): Promise<number> {
  const sockets = await Promise.all(Array.from({ length: CONNECTIONS }, () => connected(asked)));
  let left = count;
  const startedAt = performance.now();
  try {
    await Promise.all(sockets.map((socket) => ask(asked, socket, () => left-- > 0)));
    return (count / (performance.now() - startedAt)) * 1000;
  } finally {
    for (const socket of sockets) socket.destroy();
  }
}
