import type { Digest, Letter } from './letter.ts';
import { words } from './words/index.ts';

/** What would have been several mails, in the order in which there was something to tell. */
export function digestOf(letters: readonly [Letter, ...Letter[]]): Digest {
  const [{ language, greeting, footer }] = letters;
  const { subject, heading } = words[language].digest;
  return { language, subject: subject(letters.length), heading, greeting, footer, letters };
}
