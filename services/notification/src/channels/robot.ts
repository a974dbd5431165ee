import { Fault, type HttpAnswer, type Platform } from '@huitang/runtime';
import { z } from 'zod';
import { ATTEMPTS_MAX, retryDelayMs } from '../domain/retry.ts';
import { compose } from '../letter/compose.ts';
import { renderMarkdown } from '../letter/render-markdown.ts';
import type { Channel, NotTaken } from './channel.ts';
import { type Settings, settingsOf } from './settings.ts';

const TIMEOUT_MS = 15_000;
const MINUTE_MS = 60_000;

/** What is different from one chat's robots to another's. */
export interface Robot<S extends Settings> {
  readonly name: string;
  readonly settings: z.ZodType<S>;
  /** Of a message's text in UTF-8, as published. */
  readonly textMaxBytes: number;
  /** Of one robot, as published. */
  readonly perMinute: number;
  /** Said when it was more than that. */
  readonly tooManyCode: number;
  /** How long it then takes nothing. */
  readonly tooManyMs: number;
  /** Said when it may be otherwise in a moment. */
  readonly busyCodes: readonly number[];
  /** `now` in milliseconds; the address carries the key. */
  readonly request: (
    message: { readonly title: string; readonly text: string },
    settings: S,
    now: number,
  ) => { readonly url: string; readonly body: unknown };
}

const Said = z.object({ errcode: z.int() });

/** No word of what came is repeated: it may have the key in it. */
function codeIn({ status, body }: HttpAnswer): number {
  try {
    if (status === 200) return Said.parse(JSON.parse(body)).errcode;
  } catch {
    // No JSON, or other JSON than is published.
  }
  throw new Fault('robot-unreadable', `the robot's server answered ${status} and nothing it has published`, {
    retriable: true,
  });
}

/** How long until one more may be sent, in milliseconds; 0 for now, which counts it. */
function limiterOf(perMinute: number): (organizationId: string, now: number) => number {
  const sent = new Map<string, readonly number[]>();
  return (organizationId, now) => {
    for (const [id, times] of sent) if (times.every((at) => at <= now - MINUTE_MS)) sent.delete(id);
    const lately = (sent.get(organizationId) ?? []).filter((at) => at > now - MINUTE_MS);
    const [first = now] = lately;
    if (lately.length >= perMinute) return first + MINUTE_MS - now;
    sent.set(organizationId, [...lately, now]);
    return 0;
  };
}

/** Tells a group chat, in the organization's language, through a robot whose key the Vault keeps. */
export function robotChannel<S extends Settings>(platform: Platform, robot: Robot<S>): Channel {
  const { clock, http, vault, installation } = platform;
  const { name, perMinute, tooManyCode, tooManyMs, busyCodes } = robot;
  const waitFor = limiterOf(perMinute);
  const tooMany = (waitMs: number): NotTaken => ({ error: `more than ${perMinute} messages a minute`, waitMs });

  async function post(message: { title: string; text: string }, settings: S): Promise<NotTaken | undefined> {
    const { url, body } = robot.request(message, settings, clock.now());
    const headers = { 'content-type': 'application/json' };
    const asked = { method: 'POST', url, headers, body: JSON.stringify(body), timeoutMs: TIMEOUT_MS } as const;
    const code = codeIn(await http.request({ ...asked, outside: true }));
    if (code === 0) return undefined;
    if (code === tooManyCode) return tooMany(tooManyMs);
    const retriable = busyCodes.includes(code);
    throw new Fault('robot-refused', `the robot's server answered errcode ${code}`, { retriable });
  }

  return {
    name,
    rings: true,
    settings: robot.settings,
    retry: { attemptsMax: ATTEMPTS_MAX, delayMs: retryDelayMs },
    async send(delivery, { activity, center, contact }) {
      const { organizationId } = activity;
      const settings = robot.settings.safeParse(await settingsOf(vault, organizationId, name));
      if (!settings.success) return 'switched-off';
      const waitMs = waitFor(organizationId, clock.now());
      if (waitMs > 0) return tooMany(waitMs);
      const { publicUrl } = installation;
      const letter = compose(delivery.message, { activity, center, recipient: contact, publicUrl });
      return post(renderMarkdown(letter, robot.textMaxBytes), settings.data);
    },
  };
}
