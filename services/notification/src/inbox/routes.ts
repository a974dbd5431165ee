import { OrganizationId } from '@huitang/contracts';
import { fieldProblem, keyReused, type Platform, type Route, route } from '@huitang/runtime';
import { z } from 'zod';
import { type Inbox, SHOWN_MAX, unreadIn } from '../domain/inbox.ts';
import { messageNames } from '../domain/message.ts';
import { organizationProblems, unknownOrganization } from '../known-organization.ts';
import type { Inboxes } from './inboxes.ts';

const tag = 'Inbox';
const MessageNumber = z.int().min(1);

const MessageDocument = z.object({
  number: MessageNumber,
  message: z.enum(messageNames),
  activityId: z.string(),
  revision: z.int(),
  at: z.string(),
  subject: z.string(),
  lines: z.array(z.string()),
  url: z.string(),
  isRead: z.boolean(),
});

const Unread = z.object({ unread: z.int() });
const InboxDocument = Unread.extend({ items: z.array(MessageDocument), cursor: z.int().optional() });

const Asked = z.strictObject({
  organization: OrganizationId,
  limit: z.coerce.number().int().min(1).max(SHOWN_MAX).default(50),
  cursor: z.coerce.number().int().min(1).optional(),
});
const AskedNews = z.strictObject({ organization: OrganizationId });

const MarkRead = z
  .strictObject({
    organization: OrganizationId,
    /** All up to this one. */
    upTo: MessageNumber.optional(),
    numbers: z.array(MessageNumber).min(1).max(SHOWN_MAX).optional(),
  })
  .refine(({ upTo, numbers }) => (upTo === undefined) !== (numbers === undefined), {
    error: 'either all up to one, or the numbers of some',
    path: ['upTo'],
  });
type MarkRead = z.infer<typeof MarkRead>;

function page({ messages }: Inbox, limit: number, before = Number.POSITIVE_INFINITY): z.infer<typeof InboxDocument> {
  const left = messages.filter(({ number }) => number < before);
  const items = left.slice(0, limit).map(({ deliveryKey: _, lines, ...shown }) => ({ ...shown, lines: [...lines] }));
  const last = left.length > limit ? items.at(-1) : undefined;
  return { items, unread: unreadIn({ last: 0, messages }), ...(last && { cursor: last.number }) };
}

const listRoute = ({ vault }: Platform, inboxes: Inboxes): Route =>
  route({
    method: 'get',
    path: '/api/inbox',
    operationId: 'readInbox',
    tag,
    summary: `What an organization was told in its inbox, the newest of ${SHOWN_MAX} first, and how much is unread`,
    query: Asked,
    responses: { 200: { description: 'one page', schema: InboxDocument } },
    problems: { ...organizationProblems },
    async handle({ query: { organization, limit, cursor } }) {
      const unknown = await unknownOrganization(vault, organization, 'organization');
      return unknown ?? { status: 200, body: page(await inboxes.of(organization), limit, cursor) };
    },
  });

const readRoute = ({ vault }: Platform, inboxes: Inboxes): Route =>
  route<undefined, undefined, MarkRead>({
    method: 'post',
    path: '/api/inbox/read',
    operationId: 'markInboxRead',
    tag,
    summary: 'Count messages as read: some, or all up to one',
    body: MarkRead,
    responses: { 200: { description: 'how many are left', schema: Unread } },
    problems: { ...organizationProblems },
    async handle({ body: { organization, upTo, numbers = [] }, commandId, principal, keyed }) {
      const unknown = await unknownOrganization(vault, organization, 'organization');
      if (unknown) return unknown;
      const command =
        upTo === undefined
          ? ({ type: 'ReadMessages', numbers } as const)
          : ({ type: 'ReadMessagesUpTo', number: upTo } as const);
      const outcome = await inboxes.read(organization, { command, commandId, principal: principal.id, keyed });
      return outcome.ok ? { status: 200, body: { unread: unreadIn(outcome.state) } } : keyReused;
    },
  });

const LAST_EVENT_ID = /^\d{1,15}$/;

const newsRoute = ({ vault }: Platform, inboxes: Inboxes): Route =>
  route({
    method: 'get',
    path: '/api/inbox/events',
    operationId: 'followInbox',
    tag,
    summary: 'What comes into an inbox as it comes: events `message`, `unread` and `reset`',
    query: AskedNews,
    takes: ['Last-Event-ID'],
    responses: { 200: { description: 'server-sent events', contentType: 'text/event-stream' } },
    problems: { ...organizationProblems, 'invalid-event-id': 400, 'too-many-readers': 503 },
    async handle({ query: { organization }, headers }) {
      const unknown = await unknownOrganization(vault, organization, 'organization');
      if (unknown) return unknown;
      const last = headers['last-event-id'];
      if (last !== undefined && !LAST_EVENT_ID.test(String(last))) {
        return fieldProblem(400, 'invalid-event-id', 'Last-Event-ID', 'the id of an event of this inbox');
      }
      const after = last === undefined ? undefined : Number(last);
      return { status: 200, events: (ended) => inboxes.news(organization, after, ended) };
    },
  });

/** An organization's inbox: read, followed, counted as read. */
export const inboxRoutes = (platform: Platform, inboxes: Inboxes): readonly Route[] => [
  listRoute(platform, inboxes),
  readRoute(platform, inboxes),
  newsRoute(platform, inboxes),
];
