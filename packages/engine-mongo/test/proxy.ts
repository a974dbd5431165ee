import { connect, createServer, type Socket } from 'node:net';

/** What happens to the next message that contains the pattern. */
type Fate = 'answer lost' | 'request lost';

/** A way to the server on which an answer or a request can be lost, or everything stand still. */
export interface FaultyWay {
  readonly port: number;
  /** Cuts the connection of the next request that contains `pattern`; `answer lost`: after the server has got and answered it. */
  lose(fate: Fate, pattern: Buffer): void;
  /** The requests so far that contain `pattern`. */
  requests(pattern: Buffer): readonly Buffer[];
  /** From now on nothing passes. */
  stall(): void;
  close(): Promise<void>;
}

/** How a property with a text lies in BSON. */
export function textProperty(name: string, text: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32LE(Buffer.byteLength(text) + 1);
  return Buffer.concat([Buffer.from(`\x02${name}\0`), length, Buffer.from(`${text}\0`)]);
}

/** How an insert into a collection begins. */
export const insertInto = (collection: string): Buffer => textProperty('insert', collection);

export async function openProxy(host: string, port: number): Promise<FaultyWay> {
  const sockets = new Set<Socket>();
  let next: { readonly fate: Fate; readonly pattern: Buffer } | undefined;
  let stalled = false;
  const seen: Buffer[] = [];
  const server = createServer((client) => {
    const upstream = connect(port, host);
    let losing = false;
    const cut = (): void => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', cut).on('close', () => {
        sockets.delete(socket);
        cut();
      });
    }
    client.on('data', (chunk) => {
      if (stalled) return;
      seen.push(chunk);
      if (next && chunk.includes(next.pattern)) {
        const { fate } = next;
        next = undefined;
        if (fate === 'request lost') return cut();
        losing = true;
      }
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      if (losing) cut();
      else if (!stalled) client.write(chunk);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return {
    port: address.port,
    lose(fate, pattern) {
      next = { fate, pattern };
    },
    requests: (pattern) => seen.filter((chunk) => chunk.includes(pattern)),
    stall() {
      stalled = true;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}
