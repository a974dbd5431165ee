import type { Language, Mask } from '@huitang/contracts';
import type { CalendarEntry } from './entry.ts';
import { oneLine, prose } from './text.ts';
import { words } from './words.ts';

/** The words of an event that its mask lets through. Place and time are always shown. */
interface Wording {
  readonly summary: string;
  readonly category?: string;
  readonly description?: string;
  readonly linked: boolean;
}

function programmeText({ programme }: CalendarEntry, language: Language): string | undefined {
  if (programme.length === 0) return undefined;
  const { step, lead: leads, programme: heading } = words[language];
  const known: Readonly<Record<string, string>> = leads;
  const leadText = (lead: string | undefined) => (lead && Object.hasOwn(known, lead) ? known[lead] : lead);
  const steps = programme.map(
    ({ title, minutes, lead }, index) => `${index + 1}. ${step(title[language], minutes, leadText(lead))}`,
  );
  return prose([heading, ...steps].join('\n'));
}

/** Only what goes through here reaches a feed's SUMMARY, CATEGORIES, DESCRIPTION and URL. */
export function worded(entry: CalendarEntry, mask: Mask, language: Language): Wording {
  const kind = oneLine(entry.kind.name[language]);
  switch (mask) {
    case 'everything': {
      const description = programmeText(entry, language);
      const summary = oneLine(entry.title) || kind;
      return { summary, category: kind, ...(description && { description }), linked: true };
    }
    case 'kind-only':
      return { summary: kind, category: kind, linked: true };
    case 'occupied-only':
      return { summary: words[language].occupied, linked: false };
  }
}
