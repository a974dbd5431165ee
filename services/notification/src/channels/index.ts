import type { Platform } from '@huitang/runtime';
import type { Inboxes } from '../inbox/inboxes.ts';
import type { Channel } from './channel.ts';
import { dingtalkChannel } from './dingtalk.ts';
import { inboxChannel } from './inbox.ts';
import { mailChannel } from './mail.ts';
import { webhookChannel } from './webhook.ts';
import { wecomChannel } from './wecom.ts';

/** Every channel there is. */
const all: readonly ((platform: Platform, inboxes: Inboxes) => Channel)[] = [
  mailChannel,
  inboxChannel,
  webhookChannel,
  wecomChannel,
  dingtalkChannel,
];

/** Channels by their names. */
export type Channels = ReadonlyMap<string, Channel>;

export const channelsOf = (platform: Platform, inboxes: Inboxes): Channels =>
  new Map(all.map((create) => create(platform, inboxes)).map((channel) => [channel.name, channel]));
