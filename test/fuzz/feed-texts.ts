import fc from 'fast-check';
import { nastyText } from './nasty.ts';

/** What ends a line or a column, in one standard or another. */
const BREAKS = '\t\n\r\u000b\u000c\u0085\u2028\u2029';
const SOMETHING_TO_SEE = /[^\p{Z}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;

const pieces = [
  '\r',
  '\n',
  ';',
  ',',
  '\\',
  ':',
  '"',
  '^',
  '\\n',
  'END:VCALENDAR',
  'BEGIN:VEVENT',
  '\u2028',
  '👩‍👩‍👧‍👦',
];

/** Any text at all, the worst ones often: one in forty has 10,000 characters. */
const anyText: fc.Arbitrary<string> = fc.oneof(
  nastyText,
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join('')),
);

/** One line, as a calendar shows it: breaks and tabs are spaces, no controls, no halves of characters, no outer spaces. */
export const asShown = (text: string): string =>
  [...text.replaceAll('\r\n', '\n')]
    .map((character) => {
      if (BREAKS.includes(character)) return ' ';
      if (/[\ud800-\udfff]/.test(character) && character.length === 1) return '\ufffd';
      return /\p{Cc}/u.test(character) ? '' : character;
    })
    .join('')
    .trim();

/** As near to any text as the name of something can be: the contracts refuse the rest of it wherever it comes in. */
const anyName = (charactersMax: number): fc.Arbitrary<string> =>
  anyText.map((text) => {
    const name = [...asShown(text)].slice(0, charactersMax).join('').trim();
    return SOMETHING_TO_SEE.test(name) ? name : '名';
  });

/** Whose eyes an activity is looked at with. */
export const looks = [
  ...(['activity', 'center', 'room', 'kind', 'package', 'route'] as const),
  ...(['organization', 'person', 'crew', 'canteen'] as const),
];
export type Look = (typeof looks)[number];

/** One activity, every text of it, and the calendar it is looked for in. */
export interface FeedInput {
  readonly look: Look;
  readonly title: string;
  /** Of the organization, as the Vault has it: nobody has looked at it. */
  readonly organization: string;
  readonly kind: string;
  readonly room: string;
  readonly center: string;
  readonly address: string;
  readonly step: string;
  readonly lead: string;
  readonly person: string;
  readonly theme: string;
}

const NAME = anyName(100);

export const feedInputs: fc.Arbitrary<FeedInput> = fc.record({
  look: fc.constantFrom(...looks),
  title: anyText,
  organization: anyText,
  kind: NAME,
  room: NAME,
  center: NAME,
  address: NAME,
  step: NAME,
  lead: anyName(30),
  person: NAME,
  theme: NAME,
});
