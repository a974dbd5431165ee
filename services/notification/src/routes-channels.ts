import { OrganizationId, timestampOf } from '@huitang/contracts';
import { fieldProblem, type Platform, type Reply, type Route, route } from '@huitang/runtime';
import { z } from 'zod';
import type { Channels } from './channels/index.ts';
import { forgetSettings, keepSettings, settingsOf } from './channels/settings.ts';
import type { Choice, Choices } from './choices.ts';
import { organizationProblems, unknownOrganization } from './known-organization.ts';

const tag = 'Organizations';
const OneOrganization = z.object({ id: OrganizationId });
type OneOrganization = z.infer<typeof OneOrganization>;

const ChosenDocument = z.object({
  items: z.array(
    z.object({
      channel: z.string(),
      /** What happened before is not told there; absent for what it has had from the beginning. */
      since: z.string().optional(),
    }),
  ),
});

const asked = (channels: Channels) =>
  z.strictObject({
    channels: z
      .array(
        z.strictObject({
          channel: z.enum([...channels.keys()]),
          /** What the channel needs: a robot's key. Left out, it keeps what it was given before. */
          settings: z.record(z.string().max(50), z.string().max(500)).optional(),
        }),
      )
      .min(1)
      .max(channels.size)
      .refine((all) => new Set(all.map(({ channel }) => channel)).size === all.length, { error: 'each channel once' }),
  });
type Asked = z.infer<ReturnType<typeof asked>>;
type Wish = Asked['channels'][number];

const wrongSettings = (index: number, field: string, message: string): Reply =>
  fieldProblem(422, 'wrong-settings', `channels[${index}].settings${field && `.${field}`}`, message);

interface ChannelContext {
  readonly platform: Platform;
  readonly channels: Channels;
  readonly choices: Choices;
}

const shown = (choices: readonly Choice[]): z.infer<typeof ChosenDocument> => ({
  items: choices.map(({ channel, since }) => ({ channel, ...(since && { since }) })),
});

const getRoute = ({ platform: { vault }, choices }: ChannelContext): Route =>
  route({
    method: 'get',
    path: '/api/organizations/{id}/channels',
    operationId: 'listChannels',
    tag,
    summary: 'The channels that an organization is told by, without their keys',
    params: OneOrganization,
    responses: { 200: { description: 'its channels', schema: ChosenDocument } },
    problems: { ...organizationProblems },
    handle: async ({ params }) =>
      (await unknownOrganization(vault, params.id)) ?? { status: 200, body: shown(await choices.of(params.id)) },
  });

function putRoute({ platform, channels, choices }: ChannelContext): Route {
  const { clock, vault } = platform;

  /** What is wrong with the settings that came, or with there being none; undefined when nothing is. */
  async function refusal(id: string, { channel, settings }: Wish, index: number): Promise<Reply | undefined> {
    const schema = channels.get(channel)?.settings;
    if (!schema) return settings && wrongSettings(index, '', 'nothing: this channel needs none');
    const given = schema.safeParse(settings ?? (await settingsOf(vault, id, channel)));
    const [issue] = given.error?.issues ?? [];
    return issue && wrongSettings(index, issue.path.join('.'), settings ? issue.message : 'what the channel needs');
  }

  async function choose(id: string, wishes: readonly Wish[]): Promise<readonly Choice[]> {
    const before = await choices.of(id);
    const now = timestampOf(clock.now());
    for (const { channel, settings } of wishes) if (settings) await keepSettings(vault, id, channel, settings);
    const chosen = wishes.map(
      ({ channel }): Choice => before.find((choice) => choice.channel === channel) ?? { channel, since: now },
    );
    await choices.choose(id, chosen);
    const left = [...channels.keys()].filter((name) => !chosen.some(({ channel }) => channel === name));
    for (const name of left) if (channels.get(name)?.settings) await forgetSettings(vault, id, name);
    return chosen;
  }

  return route<OneOrganization, undefined, Asked>({
    method: 'put',
    path: '/api/organizations/{id}/channels',
    operationId: 'chooseChannels',
    tag,
    summary: 'Choose the channels that an organization is told by; whoever has chosen nothing hears by mail alone',
    params: OneOrganization,
    body: asked(channels),
    responses: { 200: { description: 'its channels', schema: ChosenDocument } },
    problems: { ...organizationProblems, 'wrong-settings': 422 },
    async handle({ params, body }) {
      const unknown = await unknownOrganization(vault, params.id);
      if (unknown) return unknown;
      for (const [index, wish] of body.channels.entries()) {
        const no = await refusal(params.id, wish, index);
        if (no) return no;
      }
      return { status: 200, body: shown(await choose(params.id, body.channels)) };
    },
  });
}

/** What an organization is told by. */
export const channelRoutes = (context: ChannelContext): readonly Route[] => [getRoute(context), putRoute(context)];
