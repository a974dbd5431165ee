import { Alternative, Audience, Claim, KindRef, LocalDate, ProgrammeStep, Reason } from '@huitang/contracts';
import { z } from 'zod';

// What the pages read of the answers whose schemas belong to other services; what they do not read is left open.

const Names = z.object({ zh: z.string(), en: z.string() });

// A scheduling of before said its reasons as codes alone.
const SpokenReason = Reason.extend({ text: Names.optional() });
export type SpokenReason = z.infer<typeof SpokenReason>;

const what = { kind: KindRef, title: z.string(), audience: Audience, headcount: z.int() };

// A scheduling of before announced everything with its confirmation.
const about = { id: z.string(), awaitsAnswer: z.boolean(), announced: z.boolean().default(true), ...what };

export const ListedActivity = z.object({ ...about, start: z.string(), end: z.string(), claims: z.array(Claim) });
export type ListedActivity = z.infer<typeof ListedActivity>;

export const ActivityList = z.object({ items: z.array(ListedActivity), cursor: z.string().optional() });

export const ActivityAnswer = z.object({
  ...about,
  status: z.enum(['proposed', 'confirmed', 'declined', 'cancelled']),
  center: z.string(),
  wishedStarts: z.array(z.string()).min(1),
  durationMinutes: z.int(),
  programme: z.array(ProgrammeStep),
  announcesAt: z.string().optional(),
  /** While the newest wish waits in the round of a day. */
  round: z.object({ date: LocalDate, publishesAt: z.string(), late: z.boolean().optional() }).optional(),
  /** What stands; the rest is the newest wish. */
  allocation: z
    .object({
      ...what,
      programme: z.array(ProgrammeStep),
      start: z.string(),
      end: z.string(),
      claims: z.array(Claim),
    })
    .optional(),
  /** While what stands is held instead of what staff have taken away. */
  displaced: z
    .object({ because: SpokenReason, before: z.object({ start: z.string(), end: z.string() }), acceptBy: z.string() })
    .optional(),
  declined: z.object({ reasons: z.array(SpokenReason), nearest: z.array(Alternative) }).optional(),
});
export type ActivityAnswer = z.infer<typeof ActivityAnswer>;

const Https = z.string().regex(/^https:\/\//);

/** Only schemes that subscribe or load a calendar may become links. */
export const Feed = z.object({
  type: z.enum(['center', 'room', 'kind', 'package', 'route']),
  id: z.string(),
  name: Names,
  url: z.string().regex(/^https?:\/\//),
  webcal: z.string().regex(/^webcal:\/\//),
  links: z.object({ google: Https, outlook: Https, office: Https }),
  qr: z.string().regex(/^https?:\/\//),
});
export type Feed = z.infer<typeof Feed>;
export const FeedList = z.object({ items: z.array(Feed) });

/** The colour is written into style attributes, so nothing else may pass for one. */
export const Kind = z.object({
  id: z.string(),
  name: Names,
  colour: z.object({ hex: z.string().regex(/^#[0-9a-f]{6}$/) }),
});
export type Kind = z.infer<typeof Kind>;
export const KindList = z.object({ items: z.array(Kind) });

/** What an organization was told; the words are in the language that it had then. */
const InboxMessage = z.object({
  number: z.int(),
  activityId: z.string(),
  at: z.string(),
  subject: z.string(),
  lines: z.array(z.string()),
  isRead: z.boolean(),
});
export type InboxMessage = z.infer<typeof InboxMessage>;

export const InboxPage = z.object({ items: z.array(InboxMessage), unread: z.int(), cursor: z.int().optional() });
export type InboxPage = z.infer<typeof InboxPage>;

export const Package = z.object({
  id: z.string(),
  name: Names,
  theme: Names,
  audience: Audience,
  durationMinutes: z.int(),
});
export type Package = z.infer<typeof Package>;
export const PackageList = z.object({ items: z.array(Package) });

const RouteStop = z.object({ resourceId: z.string(), name: Names, walkingMinutes: z.int(), dwellMinutes: z.int() });

export const WalkingRoute = z.object({
  id: z.string(),
  centerId: z.string(),
  name: Names,
  theme: Names,
  stops: z.array(RouteStop),
  sample: z.boolean(),
});
export type WalkingRoute = z.infer<typeof WalkingRoute>;
export const RouteList = z.object({ items: z.array(WalkingRoute) });
