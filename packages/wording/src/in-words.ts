import type { Alternative, AlternativeInWords, Bilingual, Language, Reason, ReasonInWords } from '@huitang/contracts';
import { alternativeText } from './alternative.ts';
import { reasonText } from './reasons/reason-text.ts';
import { localTimes } from './times.ts';

/** What a resource is called; undefined where nobody knows. */
export type Names = (resourceId: string) => Bilingual | undefined;

const both = (say: (language: Language) => string): Bilingual => ({ zh: say('zh'), en: say('en') });

const inOne =
  (names: Names, language: Language) =>
  (resourceId: string): string =>
    names(resourceId)?.[language] ?? resourceId;

/** A reason with its sentence in both languages. */
export const reasonInWords = (reason: Reason, names: Names): ReasonInWords => ({
  ...reason,
  text: both((language) => reasonText(reason, language, inOne(names, language))),
});

/** An alternative with its times and places in both languages, by the clocks of an IANA zone. */
export const alternativeInWords = (alternative: Alternative, timeZone: string, names: Names): AlternativeInWords => ({
  ...alternative,
  text: both((language) =>
    alternativeText(alternative, language, localTimes(timeZone, language), inOne(names, language)),
  ),
});
