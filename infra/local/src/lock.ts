import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { EnginesFailure } from './failure.ts';
import { eventually } from './wait.ts';

/** Listening is the lock: the system gives it back when its holder dies, however that happens. */
async function listen(host: string, port: number): Promise<Server | undefined> {
  const server = createServer((socket) => socket.destroy());
  try {
    server.listen({ host, port, exclusive: true });
    await once(server, 'listening');
    return server;
  } catch {
    return undefined;
  }
}

/** One on this machine at a time starts and stops engines; others wait up to `timeoutMs` for their turn. */
export async function locked<T>(host: string, port: number, timeoutMs: number, work: () => Promise<T>): Promise<T> {
  const lock = await eventually(() => listen(host, port), timeoutMs, 100);
  if (!lock) throw new EnginesFailure(`another pnpm engines is at work: it holds port ${port}`);
  try {
    return await work();
  } finally {
    lock.close();
  }
}
