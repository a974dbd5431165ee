import type { KeptPositions } from './kept-positions.ts';
import type { Platform } from './ports/platform.ts';

/**
 * Nothing of its own: of a bus that leaves nothing out the group's place says it all. A stream that the group has heard all
 * of stands where its owner has it now.
 */
export function handledPositions({ bus, history }: Pick<Platform, 'bus' | 'history'>, group: string): KeptPositions {
  const isThrough = async (stream: string): Promise<boolean> => (await bus.hasHandled?.(group, stream)) === true;
  return {
    begin: async () => undefined,
    async last(stream) {
      if (!(await isThrough(stream))) return undefined;
      const last = (await history(stream)).at(-1);
      // Asked again, since something may have come while its owner was asked.
      return last && (await isThrough(stream)) ? { version: last.streamversion, index: last.eventindex } : undefined;
    },
    applied: () => {},
    save: async () => {},
    rewind: async () => {},
  };
}
