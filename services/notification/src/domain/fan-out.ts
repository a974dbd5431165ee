import { type Delivery, MAIL } from './delivery.ts';

/** One way to a recipient. */
export interface Way {
  readonly channel: string;
  readonly target?: string;
  /** True where it is worth telling although nobody needs it any more. */
  readonly isTellingLate?: true;
}

/** Without the moment from which nobody needs it; a reminder keeps it. */
export function withoutEnd(delivery: Delivery): Delivery {
  const { uselessAt: _, ...endless } = delivery;
  return delivery.message.startsWith('reminder') ? delivery : endless;
}

/** The same told in every way; a mail's delivery says nothing of its channel. */
export const fanOut = (planned: readonly Delivery[], ways: readonly Way[]): readonly Delivery[] =>
  ways.flatMap(({ isTellingLate, ...way }) => {
    if (way.channel === MAIL) return planned;
    return planned.map((delivery) => ({ ...(isTellingLate ? withoutEnd(delivery) : delivery), ...way }));
  });
