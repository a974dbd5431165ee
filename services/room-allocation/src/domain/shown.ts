import { type ActivityId, type Audience, type Bilingual, type KindRef, publicMask } from '@huitang/contracts';

/** What is known of an activity that has something here. */
export interface ActivityAbout {
  readonly title: string;
  readonly kind: KindRef;
  readonly audience: Audience;
  readonly headcount: number;
}

/** What may be shown of it. */
export interface Shown {
  readonly activityId?: ActivityId;
  readonly title: Bilingual;
  readonly kind?: KindRef;
  readonly audience: Audience;
  readonly headcount?: number;
}

const OCCUPIED: Bilingual = { zh: '已占用', en: 'Occupied' };

/** An activity as its audience allows; one that has not been heard of yet is as good as private. */
export function shownOf(activityId: ActivityId, about: ActivityAbout | undefined): Shown {
  if (!about) return { title: OCCUPIED, audience: 'private' };
  const { title, kind, audience, headcount } = about;
  switch (publicMask[audience]) {
    case 'everything':
      return { activityId, title: { zh: title, en: title }, kind, audience, headcount };
    case 'kind-only':
      return { activityId, title: kind.name, kind, audience };
    case 'occupied-only':
      return { title: OCCUPIED, audience };
  }
}
