import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { ISocketFactory } from 'kafkajs';

const KEEP_ALIVE_MS = 60_000;

/** As kafkajs makes them. */
const connected: ISocketFactory = ({ host, port, ssl, onConnect }) => {
  const name = isIP(host) ? {} : { servername: host };
  const socket = ssl ? connectTls({ host, port, ...name, ...ssl }, onConnect) : connectPlain({ host, port }, onConnect);
  return socket.setKeepAlive(true, KEEP_ALIVE_MS);
};

/** All connections of one client. */
export interface Line {
  readonly socketFactory: ISocketFactory;
  /** Ends them and lets the client make no others. */
  cut(): void;
}

/**
 * kafkajs cannot be told to give up: what it was asked for it tries again for minutes, also after it was disconnected,
 * and its disconnecting waits for answers. A client whose line is cut sends nothing more.
 */
export function createLine(socketFactory: ISocketFactory = connected): Line {
  const sockets = new Set<Socket>();
  let isCut = false;
  return {
    socketFactory(where) {
      // Of an error kafkajs would make one of its own that it tries again; of this it cannot, and so gives up.
      if (isCut) throw undefined;
      const socket = socketFactory(where);
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      return socket;
    },
    cut() {
      isCut = true;
      for (const socket of sockets) socket.destroy(new Error('given up'));
    },
  };
}
