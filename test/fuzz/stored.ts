import type { RawAnswer } from '../support/kept-connections.ts';
import type { FuzzWorld } from './world.ts';

const SERVICES = ['scheduling', 'room-allocation', 'notification'] as const;
const PAGE = 1_000;

/** Watches what is stored: a command that was refused must not be among it. */
export interface StoredWatch {
  /** Notes what a write was answered. */
  answered(answer: RawAnswer): void;
  /** A line for everything stored since the last look that no success explains. */
  unexplained(): Promise<readonly string[]>;
}

export function watchStored(
  { platform }: FuzzWorld,
  isExcused: (stream: string) => boolean = () => false,
): StoredWatch {
  const succeeded = new Set<string>();
  const cursors = new Map<string, string | undefined>();

  async function newIn(service: string): Promise<readonly string[]> {
    const lines: string[] = [];
    for (;;) {
      const { commits, cursor } = await platform.log(service).all(cursors.get(service), PAGE);
      cursors.set(service, cursor);
      if (commits.length === 0) return lines;
      for (const { stream, version, principal, commandId } of commits) {
        if (principal.startsWith('service:') || succeeded.has(commandId) || isExcused(stream)) continue;
        lines.push(`${stream}@${version} is stored, but ${commandId} was answered no 2xx`);
      }
    }
  }

  return {
    answered({ status, headers }) {
      const commandId = headers['huitang-command'];
      if (status < 300 && typeof commandId === 'string') succeeded.add(commandId);
    },
    async unexplained() {
      const lines = await Promise.all(SERVICES.map(newIn));
      return lines.flat();
    },
  };
}
