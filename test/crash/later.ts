import type { Activity } from './documents.ts';

const sameAllocation = (a: Activity, b: Activity): boolean =>
  JSON.stringify(a.allocation) === JSON.stringify(b.allocation);

/** What may still move is anywhere within what was offered; what may not is where it was. */
const isAllowedNow = (said: Activity, now: Activity): boolean =>
  sameAllocation(said, now) || said.window?.starts.includes(now.allocation?.start ?? '') === true;

/**
 * Why `now` cannot have come after `said`: an activity's life goes from one revision to the next, from owed to answered,
 * and ends cancelled. Undefined when it can.
 */
export function notLater(said: Activity, now: Activity): string | undefined {
  if (said.id !== now.id) return `it was ${said.id}, now it is ${now.id}`;
  if (now.revision < said.revision) return `revision ${said.revision} was acknowledged, now it is ${now.revision}`;
  if (said.status === 'cancelled' && now.status !== 'cancelled') return `it was cancelled, now it is ${now.status}`;
  if (now.status === 'cancelled' || now.revision > said.revision) return undefined;
  if (said.title !== now.title) return `it was called ${said.title}, now ${now.title}`;
  if (said.awaitsAnswer) return undefined;
  if (now.awaitsAnswer) return `revision ${said.revision} was answered, now it is not`;
  if (said.status !== now.status) return `it was ${said.status}, now it is ${now.status}`;
  return isAllowedNow(said, now) ? undefined : 'what it was given is another place or time now';
}
