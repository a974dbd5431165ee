import type { Platform } from '@huitang/runtime';
import type { Channel } from './channel.ts';
import { dingtalkChannel } from './dingtalk.ts';
import { mailChannel } from './mail.ts';
import { webhookChannel } from './webhook.ts';
import { wecomChannel } from './wecom.ts';

/** Every channel there is. */
const all: readonly ((platform: Platform) => Channel)[] = [mailChannel, webhookChannel, wecomChannel, dingtalkChannel];

/** Channels by their names. */
export type Channels = ReadonlyMap<string, Channel>;

export const channelsOf = (platform: Platform): Channels =>
  new Map(all.map((create) => create(platform)).map((channel) => [channel.name, channel]));
