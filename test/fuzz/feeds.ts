import { type Area, areaOf } from './area.ts';
import { malformed, misread } from './feed-reading.ts';
import { type FeedInput, feedInputs } from './feed-texts.ts';
import { eventsOf, pathOf } from './feed-world.ts';
import { idOf } from './messages.ts';
import type { FuzzWorld } from './world.ts';

/** Activities with any texts at all, in public and private feeds: what a calendar program reads are those texts, and no more events. */
export function feedsArea(world: FuzzWorld): Area {
  const { platform, connections } = world;
  // Streams of their own, far from those of other areas.
  let serial = 500_000_000;
  return areaOf<FeedInput>({
    name: 'feeds',
    share: 15,
    batch: 500,
    inputs: feedInputs,
    async wrong(input) {
      serial += 1;
      const number = serial;
      await platform.bus.publish(eventsOf(number, input));
      await platform.bus.idle();
      const path = await pathOf(world, number, input);
      const answer = await connections.ask({ method: 'GET', path, headers: {} });
      const text = answer.body.toString();
      if (answer.status !== 200) return `answered ${answer.status} ${text.slice(0, 200)}`;
      return malformed(text, input) ?? misread(text, input, idOf(number));
    },
    show: (input) => JSON.stringify(input),
  });
}
