import { z } from 'zod';

// Controls (C0, DEL, C1) and the Unicode line and paragraph separators: none belongs in a title or a name.
// biome-ignore lint/suspicious/noControlCharactersInRegex: controls are exactly what this refuses
const NOT_IN_A_LINE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: controls are exactly what this refuses
const NOT_IN_PROSE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

// Spaces, marks of width zero and of writing direction, fillers: alone they look like nothing. Beside something that can
// be seen they stay: emoji and several scripts need them.
const NOTHING_TO_SEE = /^[\p{Z}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*$/u;

/**
 * One line of text that people read: no line breaks, no controls, no lone surrogates, something to see; outer spaces are
 * dropped.
 */
export const line = (maxLength: number) =>
  z
    .string()
    .max(maxLength, `at most ${maxLength} characters`)
    .refine((text) => !NOT_IN_A_LINE.test(text), { error: 'one line without control characters' })
    .refine((text) => !LONE_SURROGATE.test(text), { error: 'well-formed Unicode' })
    .transform((text) => text.trim())
    .pipe(
      z
        .string()
        .min(1, 'some text')
        .refine((text) => !NOTHING_TO_SEE.test(text), { error: 'some text that can be seen' }),
    );

/** Text that may have several lines (LF only); otherwise as `line`. */
export const prose = (maxLength: number) =>
  z
    .string()
    .max(maxLength, `at most ${maxLength} characters`)
    .refine((text) => !NOT_IN_PROSE.test(text), { error: 'text without control characters; lines end with LF' })
    .refine((text) => !LONE_SURROGATE.test(text), { error: 'well-formed Unicode' });

export const Title = line(200);

/** A name in the two languages of the screens. A plain string stands for both. */
export const Bilingual = z.union(
  [z.strictObject({ zh: line(200), en: line(200) }), line(200).transform((text) => ({ zh: text, en: text }))],
  { error: 'text, or an object with zh and en' },
);
export type Bilingual = { readonly zh: string; readonly en: string };

export type Language = keyof Bilingual;
