import type { MessageName } from '../domain/message.ts';
import type { Writing } from './facts.ts';

/** That what somebody's calendar still shows is called off, or has lost its place. */
export function goneLine(
  message: MessageName,
  { words, activity: { cancelled, unplaced } }: Writing,
  title: string,
  when: string,
): readonly string[] {
  if (message !== 'not-seen') return [];
  if (cancelled) return [words.messages.cancelled.opening(title, when)];
  return unplaced ? [words.messages.unplaced.opening(title, when)] : [];
}
