import type { NotificationDelivered, NotificationFailed } from '@huitang/contracts';

/** How the delivery of a stream ended; undefined while nobody has said so. */
export type OutcomeState = 'delivered' | 'failed' | undefined;

export type OutcomeCommand =
  | { readonly type: 'RecordDelivered'; readonly delivery: NotificationDelivered }
  | { readonly type: 'RecordFailed'; readonly delivery: NotificationFailed };

export type OutcomeEvent =
  | { readonly type: 'NotificationDelivered'; readonly data: NotificationDelivered }
  | { readonly type: 'NotificationFailed'; readonly data: NotificationFailed };

export function evolve(_state: OutcomeState, event: OutcomeEvent): OutcomeState {
  switch (event.type) {
    case 'NotificationDelivered':
      return 'delivered';
    case 'NotificationFailed':
      return 'failed';
  }
}

/** An outcome is said once. Delivered stands; a mail that got through after all corrects a failure. */
export function decide(
  command: OutcomeCommand,
  state: OutcomeState,
): { readonly ok: true; readonly events: readonly OutcomeEvent[] } {
  switch (command.type) {
    case 'RecordDelivered':
      return {
        ok: true,
        events: state === 'delivered' ? [] : [{ type: 'NotificationDelivered', data: command.delivery }],
      };
    case 'RecordFailed':
      return {
        ok: true,
        events: state === undefined ? [{ type: 'NotificationFailed', data: command.delivery }] : [],
      };
  }
}
