import { LRUCache } from 'lru-cache';
import { type Contents, packedContents, unpackedContents } from './contents.ts';
import { AT_ONCE_MAX, gunzipped, gzipped, gzippedAtOnce } from './gzipped.ts';
import { isReady, type KeptFeed, type ReadyFeed } from './ready-feed.ts';

const READY_BYTES_MAX = 4 * 1_048_576;
const PACKED_BYTES_MAX = 14 * 1_048_576;
/** About what an entry takes beside its bytes. */
const OVERHEAD_BYTES = 1_300;
/** More large ones than so many at once are not packed: whoever asks for so many feeds has them built again. */
const PACKING_MAX = 16;

interface Stored {
  readonly feed: KeptFeed;
  /** Packed beside the text of the feed, or as they are. */
  readonly contents: Contents | Buffer;
}

export type Unpacked<V extends Stored> = V & { readonly feed: ReadyFeed; readonly contents: Contents };

/** Finished feeds by what they are called. */
export interface KeptFeeds<V extends Stored> {
  get(key: string): V | undefined;
  /** The same, and it does not count as used. */
  peek(key: string): V | undefined;
  set(key: string, value: Unpacked<V>): void;
  delete(key: string): void;
  /** As it was stored, with its text. It stays ready, if it is still there. */
  unpacked(key: string, value: V): Promise<Unpacked<V>>;
}

const LENGTH_BYTES = 8;

const sizeOfContents = (contents: Contents | Buffer): number =>
  Buffer.isBuffer(contents) ? contents.byteLength : contents.keys.length + contents.lengths.length * LENGTH_BYTES;

const sizeOf = ({ feed: { bytes, gzip }, contents }: Stored): number =>
  (bytes?.byteLength ?? 0) + (gzip?.byteLength ?? 0) + sizeOfContents(contents) + OVERHEAD_BYTES;

export const isUnpacked = <V extends Stored>(value: V): value is Unpacked<V> =>
  isReady(value.feed) && !Buffer.isBuffer(value.contents);

/** The text is left out: a calendar that has it is told so without, and most others take it gzipped. */
function packed<V extends Stored>(value: V, zipped: Buffer): V {
  const { bytes: _, ...feed } = value.feed;
  return { ...value, feed: { ...feed, gzip: zipped } };
}

/** Where it takes no longer than to leave it to another thread. */
function packedAtOnce<V extends Stored>(value: V, bytes: Buffer): V | undefined {
  const zipped = value.feed.gzip ?? gzippedAtOnce(bytes);
  if (!zipped) return undefined;
  const { contents } = value;
  const isLong = Buffer.isBuffer(contents) || bytes.byteLength > AT_ONCE_MAX;
  return packed(isLong ? value : { ...value, contents: packedContents(contents, bytes) }, zipped);
}

/** At most 18 MiB of them, as counted: 4 with their text, and what was not used for longer gzipped alone, a tenth as large. */
export function createKeptFeeds<V extends Stored>(): KeptFeeds<V> {
  const small = new LRUCache<string, V>({ maxSize: PACKED_BYTES_MAX, sizeCalculation: sizeOf });
  const ready = new LRUCache<string, V>({
    maxSize: READY_BYTES_MAX,
    sizeCalculation: sizeOf,
    dispose(value, key, reason) {
      if (reason === 'evict') pack(key, value);
    },
  });
  let packing = 0;
  /** What is being packed, as long as nothing newer is there and nobody has deleted it. */
  const leaving = new Map<string, V>();

  // What cannot be packed is gone, as anything that is cached may be.
  function packLater(key: string, value: V, bytes: Buffer): void {
    if (packing === PACKING_MAX) return;
    packing += 1;
    leaving.set(key, value);
    gzipped(bytes)
      .then((zipped) => {
        if (leaving.get(key) === value) small.set(key, packed(value, zipped));
      })
      .catch(() => {})
      .finally(() => {
        packing -= 1;
        if (leaving.get(key) === value) leaving.delete(key);
      });
  }

  function pack(key: string, value: V): void {
    const { bytes } = value.feed;
    if (!bytes) return;
    const one = packedAtOnce(value, bytes);
    if (one) small.set(key, one);
    else packLater(key, value, bytes);
  }

  const peek = (key: string): V | undefined => ready.peek(key) ?? small.peek(key);

  function set(key: string, value: Unpacked<V>): void {
    small.delete(key);
    leaving.delete(key);
    ready.set(key, value);
    // Larger than all that may be ready.
    if (!ready.has(key)) pack(key, value);
  }

  return {
    get: (key) => ready.get(key) ?? small.get(key),
    peek,
    set,
    delete(key) {
      ready.delete(key);
      small.delete(key);
      leaving.delete(key);
    },
    async unpacked(key, value) {
      if (isUnpacked(value)) return value;
      const bytes = value.feed.bytes ?? (await gunzipped(value.feed.gzip ?? Buffer.alloc(0)));
      const contents = Buffer.isBuffer(value.contents) ? unpackedContents(value.contents, bytes) : value.contents;
      const whole = { ...value, feed: { ...value.feed, bytes }, contents };
      if (peek(key) === value) set(key, whole);
      return whole;
    },
  };
}
