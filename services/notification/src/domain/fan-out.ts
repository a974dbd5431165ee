import { type Delivery, MAIL } from './delivery.ts';

/** One way to a recipient. */
export interface Way {
  readonly channel: string;
  readonly target?: string;
}

/** The same told in every way; a mail's delivery says nothing of its channel. */
export const fanOut = (planned: readonly Delivery[], ways: readonly Way[]): readonly Delivery[] =>
  ways.flatMap((way) => (way.channel === MAIL ? planned : planned.map((delivery) => ({ ...delivery, ...way }))));
