/**
 * Who has which version, as far as this process knows for sure. A commit that a majority has is never changed or removed,
 * so what is known stays true, and the commit before a new one need not be read again.
 */
export interface KnownCommits {
  /** The commandId of that commit, or undefined when it is not known. */
  commandOf(stream: string, version: number): string | undefined;
  add(commit: { readonly stream: string; readonly version: number; readonly commandId: string }): void;
}

const STREAMS_MAX = 10_000;

/** Remembers the newest commit seen of each stream; of too many streams, those added least recently are forgotten. */
export function knownCommits(): KnownCommits {
  const newest = new Map<string, { readonly version: number; readonly commandId: string }>();
  return {
    commandOf(stream, version) {
      const known = newest.get(stream);
      return known?.version === version ? known.commandId : undefined;
    },
    add({ stream, version, commandId }) {
      const known = newest.get(stream);
      if (known && known.version > version) return;
      newest.delete(stream);
      newest.set(stream, { version, commandId });
      const [oldest] = newest.size > STREAMS_MAX ? newest.keys() : [];
      if (oldest !== undefined) newest.delete(oldest);
    },
  };
}
