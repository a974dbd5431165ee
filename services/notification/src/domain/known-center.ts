import type { Bilingual, CenterOpened, Resource } from '@huitang/contracts';

/** What mails show of a center. */
export interface KnownCenter {
  readonly id: string;
  readonly name: Bilingual;
  readonly address: Bilingual;
  readonly timeZone: string;
  /** Names by resource, for claims, reasons and alternatives. */
  readonly resources: Readonly<Record<string, Bilingual>>;
}

export const openedCenter = ({ profile }: CenterOpened): KnownCenter => ({
  id: profile.id,
  name: profile.name,
  address: profile.address,
  timeZone: profile.timeZone,
  resources: Object.fromEntries(profile.resources.map(({ id, name }) => [id, name])),
});

export const renamedCenter = (center: KnownCenter, name: Bilingual): KnownCenter => ({ ...center, name });

export const centerWithResource = (center: KnownCenter, { id, name }: Resource): KnownCenter => ({
  ...center,
  resources: { ...center.resources, [id]: name },
});
