import { comparePositions, type Position } from '@huitang/contracts';
import type { KeptPositions } from './kept-positions.ts';
import type { Platform } from './ports/platform.ts';
import type { Collection } from './ports/views.ts';

interface Stored {
  /** Undefined until `begin`: others may ask how far the group has come before it has been started. */
  positions: Collection<Position> | undefined;
  readonly unsaved: Map<string, Position>;
}

/** Rejects when one could not be saved; then all are saved again the next time. */
async function save({ positions, unsaved }: Stored): Promise<void> {
  const saving = [...unsaved];
  if (!positions || saving.length === 0) return;
  await positions.putAll(
    saving.map(([stream, position]) => ({ id: stream, document: position, at: { stream, ...position } })),
  );
  for (const [stream, position] of saving) if (unsaved.get(stream) === position) unsaved.delete(stream);
}

/** A document for each stream: where a bus may leave something out, or bring it again to another process. */
export function storedPositions({ views }: Pick<Platform, 'views'>, group: string): KeptPositions {
  const open = (of: string): Collection<Position> =>
    views.collection({ name: `positions.${group}`, fields: {}, indexes: [], byIdOnly: true, of });
  const stored: Stored = { positions: undefined, unsaved: new Map() };
  return {
    async begin(of) {
      stored.positions = open(of);
      const name = await stored.positions.generation?.name();
      return name?.slice(name.lastIndexOf('@') + 1);
    },
    async last(stream) {
      const kept = await stored.positions?.get(stream);
      const own = stored.unsaved.get(stream);
      return own && (!kept || comparePositions(own, kept) > 0) ? own : kept;
    },
    applied: (stream, position) => void stored.unsaved.set(stream, position),
    save: () => save(stored),
    async rewind(of) {
      stored.unsaved.clear();
      const positions = open(of);
      await (positions.generation ? positions.generation.renew() : positions.clear());
    },
  };
}
