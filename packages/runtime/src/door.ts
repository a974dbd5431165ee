import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { codeOf, Fault, messageOf } from './faults.ts';
import { problem } from './http/problem.ts';

interface At {
  readonly port: number;
  readonly host: string;
  /** What people say the port by: `--port`. */
  readonly portName: string;
}

/** A port taken before anything else is done, so that a start which cannot have it leaves nothing behind. */
export interface Door {
  /** Answers 503 until somebody else takes its requests. */
  readonly server: Server;
  /** The port itself, also where any was asked for. */
  readonly port: number;
  /** Ends the answers under way and gives the port back. */
  close(): Promise<void>;
}

/** By the code of the system: what to change. Otherwise the host is none to listen at. */
const aboutPort: Readonly<Record<string, (port: number, name: string) => string>> = {
  EADDRINUSE: (port, name) => `${name}: ${port} is taken by another program; stop that one, or choose another number`,
  EACCES: (port, name) => `${name}: ${port} may not be taken by this user; choose a number above 1023`,
};

function refused(error: unknown, { port, host, portName }: At): Fault {
  const code = codeOf(error);
  const message =
    aboutPort[code]?.(port, portName) ?? `HUITANG_HOST: an address of this machine, not ${host} (${code})`;
  return new Fault('no-port', code === '' ? messageOf(error) : message, { retriable: false, cause: error });
}

const notReady: RequestListener = (_request, response) => {
  const {
    status,
    headers,
    body,
    contentType = '',
  } = problem(503, 'starting', 'starting; please try again in a moment');
  response.writeHead(status, { ...headers, 'Content-Type': contentType }).end(JSON.stringify(body));
};

/** Rejects with `no-port` and what to change when the port cannot be had. */
export async function openDoor(at: At): Promise<Door> {
  const server = createServer(notReady);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(refused(error, at)));
    server.listen(at.port, at.host, resolve);
  });
  return {
    server,
    // What listens at a port has an address with one.
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
