import type { Server, ServerResponse } from 'node:http';
import type { Clock } from '../ports/clock.ts';

const LOOK_EVERY_MS = 50;

/**
 * Takes no new connection; whoever has one is answered, and told to ask no more on it. Resolves when the last answer has
 * left: nobody keeps a server open by keeping a connection.
 */
export function closeServer(server: Server, clock: Pick<Clock, 'after'>): Promise<void> {
  server.prependListener('request', (_request, response: ServerResponse) => {
    response.setHeader('Connection', 'close');
  });
  return new Promise((resolve) => {
    let callOff = (): void => {};
    server.close(() => {
      callOff();
      resolve();
    });
    // A connection on which an answer was under way is idle later.
    const closeIdle = (): void => {
      server.closeIdleConnections();
      callOff = clock.after(LOOK_EVERY_MS, closeIdle);
    };
    closeIdle();
  });
}
