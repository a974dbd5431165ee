import { Audience, CenterId, KindId, LocalDate, OrganizationId, PackageId, RouteId, Title } from '@huitang/contracts';
import { DateTime } from 'luxon';
import { z } from 'zod';

const TimeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 09:30');
const Day = z.int().min(0).max(6);

/** One activity of the sample week: `day` counts from today, times are the center's own. */
export const DemoEntry = z.strictObject({
  center: CenterId,
  day: Day,
  at: TimeOfDay,
  kind: KindId,
  organization: OrganizationId,
  title: Title,
  headcount: z.int().min(1).max(100_000),
  durationMinutes: z.int().min(1).max(1440).optional(),
  packageId: PackageId.optional(),
  routeId: RouteId.optional(),
  audience: Audience.optional(),
  /** Any start from `earliest` to `latest` of the same day would do, too. */
  window: z.strictObject({ earliest: TimeOfDay, latest: TimeOfDay }).optional(),
  /** So would these. */
  otherStarts: z
    .array(z.strictObject({ day: Day, at: TimeOfDay }))
    .max(5)
    .optional(),
});
export type DemoEntry = z.infer<typeof DemoEntry>;

type Alternative = { readonly start: string } | { readonly earliest: string; readonly latest: string };

/** The body of `POST /api/activities`; instants carry the center's offset. */
export type DemoProposal = Omit<DemoEntry, 'day' | 'at' | 'window' | 'otherStarts'> & {
  readonly preferredStart: string;
  readonly alternatives?: readonly Alternative[];
};

/**
 * The entries as proposals for the week that begins on `today`, a date of the centers' own calendar.
 * The same date gives the same proposals. Throws when a center's zone is not among `timeZones`.
 */
export const weekFrom = (
  entries: readonly DemoEntry[],
  today: string,
  timeZones: ReadonlyMap<CenterId, string>,
): readonly DemoProposal[] => {
  const date = LocalDate.parse(today);
  return entries.map(({ day, at, window, otherStarts, ...body }) => {
    const zone = timeZones.get(body.center);
    if (zone === undefined) throw new Error(`the sample week names center ${body.center}, which is no demo center`);
    const instant = (onDay: number, time: string): string =>
      DateTime.fromISO(`${date}T${time}`, { zone }).plus({ days: onDay }).toFormat("yyyy-MM-dd'T'HH:mm:ssZZ");
    const alternatives: readonly Alternative[] = [
      ...(window ? [{ earliest: instant(day, window.earliest), latest: instant(day, window.latest) }] : []),
      ...(otherStarts ?? []).map((other) => ({ start: instant(other.day, other.at) })),
    ];
    return { ...body, preferredStart: instant(day, at), ...(alternatives.length > 0 && { alternatives }) };
  });
};
