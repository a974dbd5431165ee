import type { KindDescribed } from '@huitang/contracts';
import { bodyHash, type Streams } from '@huitang/runtime';
import type { Catalogue } from './catalogue/catalogue.ts';
import type { Kind } from './catalogue/kind.ts';
import type { DescribeKind, KnownKind } from './domain/kind-description.ts';

export type Kinds = Streams<KnownKind, DescribeKind, never>;

const described = ({ id, horizonDays, leastLeadMinutes, setupMinutes, teardownMinutes }: Kind): KindDescribed => ({
  kindId: id,
  horizonDays,
  leastLeadMinutes,
  setupMinutes,
  teardownMinutes,
});

async function describe(kinds: Kinds, kind: KindDescribed): Promise<void> {
  const stream = `kind/${kind.kindId}`;
  const { version } = await kinds.load(stream);
  await kinds.execute({
    stream,
    command: { type: 'DescribeKind', kind },
    // A kind may be changed back to what it was: that is another step than the first one.
    commandId: `describe/${version}/${bodyHash(kind)}`,
    principal: 'service:scheduling',
    partitionKey: kind.kindId,
  });
}

/** Tells others what the catalogue says of each kind; it is read at the start, so once is enough for a process. */
export function describingKinds({ kinds: files }: Pick<Catalogue, 'kinds'>, kinds: Kinds): () => Promise<void> {
  const left = new Map(files);
  return async () => {
    for (const [id, kind] of [...left]) {
      await describe(kinds, described(kind));
      left.delete(id);
    }
  };
}
