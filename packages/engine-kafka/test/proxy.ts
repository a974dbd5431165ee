import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { KafkaOptions } from '@huitang/engine-kafka';

/** Between an engine and the broker: every connection goes through it, so it can be cut or go silent. */
export interface Cable {
  readonly options: Pick<KafkaOptions, 'socketFactory'>;
  /** Connections there are stay open, and nothing comes through them any more: a half-open network. */
  silence(): void;
  /** The same for connections that are made from now on, until `heal`. */
  silenceAll(): void;
  heal(): void;
  /** Listens; before, nobody is there. */
  open(): Promise<void>;
  close(): Promise<void>;
}

interface Pair {
  readonly near: Socket;
  readonly far: Socket;
}

function mute({ near, far }: Pair): void {
  for (const socket of [near, far]) socket.removeAllListeners('data').resume();
}

const forward = (from: Socket, to: Socket): void => {
  from.on('data', (data) => to.write(data));
  from.on('error', () => to.destroy());
  from.on('close', () => to.destroy());
};

export async function proxyTo(broker: string): Promise<Cable> {
  const pairs = new Set<Pair>();
  let isSilent = false;
  const server = createServer((near) => {
    const far = connect({ port: Number(broker.split(':')[1]), host: '127.0.0.1' });
    const pair = { near, far };
    pairs.add(pair);
    forward(near, far);
    forward(far, near);
    near.on('close', () => pairs.delete(pair));
    if (isSilent) mute(pair);
  });
  // Bound once for a port of its own; whether somebody listens is up to the test.
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return {
    options: {
      socketFactory: ({ onConnect }) => connect({ port, host: '127.0.0.1' }, onConnect),
    },
    silence: () => pairs.forEach(mute),
    silenceAll() {
      isSilent = true;
      pairs.forEach(mute);
    },
    heal() {
      isSilent = false;
      for (const { near } of pairs) near.destroy();
    },
    async open() {
      await once(server.listen(port, '127.0.0.1'), 'listening');
    },
    async close() {
      for (const { near } of pairs) near.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
