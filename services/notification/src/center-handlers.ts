import type { Bilingual, CenterRenamed } from '@huitang/contracts';
import type { Consumer, EventMeta } from '@huitang/runtime';
import { causeOf } from './cause.ts';
import { centerWithResource, openedCenter, renamedCenter } from './domain/known-center.ts';
import { isRenamed } from './domain/renamed.ts';
import type { Renamings } from './renamed/renamings.ts';
import { knownCenter, type NotificationViews, rememberCenter } from './views.ts';

type Shown = Pick<CenterRenamed, 'centerId' | 'displayRevision'>;

/** What room-allocation says of centers: remembered, and where a name is another one, noted for calendars that live on mails. */
export function centerHandlers(views: NotificationViews, renamings: Renamings): Consumer['handlers'] {
  /** Before the name is known: whoever dies in between hears it again, and still finds another one. */
  async function note(
    { centerId, displayRevision: change }: Shown,
    name: Bilingual,
    meta: EventMeta,
    resourceId?: string,
  ): Promise<void> {
    const known = await knownCenter(views, centerId);
    if (!known || !isRenamed(known, change, name, resourceId)) return;
    await renamings.note({ centerId, ...(resourceId !== undefined && { resourceId }), change, ...causeOf(meta) });
  }

  return {
    async CenterOpened(event, meta) {
      await views.centers.put(meta.source.stream, openedCenter(event), meta.source);
    },
    async CenterRenamed(event, meta) {
      await note(event, event.name, meta);
      await rememberCenter(views, meta, (center) => renamedCenter(center, event));
    },
    ResourceAdded: (event, meta) => rememberCenter(views, meta, (center) => centerWithResource(center, event)),
    async ResourceChanged(event, meta) {
      const { id, name } = event.resource;
      await note(event, name, meta, id);
      await rememberCenter(views, meta, (center) => centerWithResource(center, event));
    },
  };
}
