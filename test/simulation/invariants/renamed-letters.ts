import type { CenterRenamed } from '@huitang/contracts';
import type { Commit } from '@huitang/runtime';
import { streamsOf } from '../state.ts';
import type { View } from './invariant.ts';
import { type Letter, letterOf } from './letters.ts';

/** Mails that may follow from another name of a room or a center; whether one does, the ledger alone knows. */
export interface RenamedLetters {
  committed(service: string, commit: Commit): void;
  find(messageId: string): Letter | undefined;
}

export function renamedLetters(view: View): RenamedLetters {
  const changes = new Map<string, number[]>();
  const known = new Map<string, Letter>();

  function look(): void {
    for (const commits of streamsOf(view, 'scheduling', 'activity/').values()) {
      for (const { type, data } of commits.flatMap(({ events }) => events)) {
        if (type !== 'ActivityConfirmed') continue;
        // What the log has was written by the schema of its type.
        const confirmed = data as Parameters<typeof letterOf>[0] & { readonly centerId: string };
        for (const change of changes.get(confirmed.centerId) ?? []) {
          const letter = letterOf(confirmed, 'renamed', `~${change}`);
          known.set(letter.messageId, letter);
        }
      }
    }
  }

  return {
    committed(service, { events }) {
      if (service !== 'room-allocation') return;
      for (const { type, data } of events) {
        if (type !== 'CenterRenamed' && type !== 'ResourceChanged') continue;
        const { centerId, displayRevision } = data as CenterRenamed;
        changes.set(centerId, [...(changes.get(centerId) ?? []), displayRevision]);
      }
    },
    find(messageId) {
      if (!known.has(messageId)) look();
      return known.get(messageId);
    },
  };
}
