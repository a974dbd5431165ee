import { CenterId, type EventMessage } from '@huitang/contracts';
import type { Platform } from '@huitang/runtime';
import { describe, expect, test } from '@jest/globals';
import { hearOf } from '../src/known-center.ts';

const id = CenterId.parse('tianping');
const event = { subject: 'center/tianping', streamversion: 2, eventindex: 0 };

/** A platform whose view has heard nothing yet; its clock goes on as soon as somebody waits. */
function deafPlatform(history: readonly unknown[]) {
  let now = 0;
  const platform = {
    history: async (stream: string) => (stream === 'center/tianping' ? (history as readonly EventMessage[]) : []),
    // As between processes: it does not know what others have handled.
    bus: {},
    views: { collection: () => ({ get: async () => undefined }) },
    clock: {
      now: () => now,
      after(ms: number, task: () => void) {
        now += ms;
        queueMicrotask(task);
        return () => {};
      },
    },
    // The parts of a platform that waiting for a view stands on.
  } as unknown as Platform;
  return { platform, waited: () => now };
}

describe('a center that the views have not heard of', () => {
  test('is waited for when its owner has it, for ten seconds', async () => {
    const { platform, waited } = deafPlatform([{ ...event, streamversion: 1 }, event]);
    expect(await hearOf(platform, id)).toMatchObject({
      status: 503,
      headers: { 'Retry-After': '2' },
      body: { code: 'not-seen-yet', errors: [{ field: 'center' }] },
    });
    expect(waited()).toBe(10_000);
  });

  test('is not waited for when nobody has it', async () => {
    const { platform, waited } = deafPlatform([]);
    expect(await hearOf(platform, id)).toBeUndefined();
    expect(waited()).toBe(0);
  });
});
