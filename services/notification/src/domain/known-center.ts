import type {
  Bilingual,
  CenterOpened,
  CenterProfile,
  CenterRenamed,
  Display,
  ResourceAdded,
  ResourceChanged,
} from '@huitang/contracts';

/** What mails show of a center, and the part of SEQUENCE that it adds to each of its activities. */
export interface KnownCenter extends Display {
  readonly id: string;
  readonly name: Bilingual;
  readonly address: Bilingual;
  readonly geo?: NonNullable<CenterProfile['geo']>;
  readonly timeZone: string;
  /** Names by resource, for claims, reasons and alternatives. */
  readonly resources: Readonly<Record<string, Bilingual>>;
}

const shownAt = ({ displayRevision, displayChangedAt }: Display): Display => ({ displayRevision, displayChangedAt });

export function openedCenter(event: CenterOpened): KnownCenter {
  const { id, name, address, geo, timeZone, resources } = event.profile;
  return {
    id,
    name,
    address,
    ...(geo && { geo }),
    timeZone,
    resources: Object.fromEntries(resources.map((resource) => [resource.id, resource.name])),
    ...shownAt(event),
  };
}

export const renamedCenter = (center: KnownCenter, event: CenterRenamed): KnownCenter => ({
  ...center,
  name: event.name,
  ...shownAt(event),
});

export const centerWithResource = (center: KnownCenter, event: ResourceAdded | ResourceChanged): KnownCenter => ({
  ...center,
  resources: { ...center.resources, [event.resource.id]: event.resource.name },
  ...shownAt(event),
});
