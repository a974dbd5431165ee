import { z } from 'zod';
import { Alternative, Reason } from '../answer.ts';

/** A sentence in the two languages of the screens, made by the API; never taken from anybody. */
const Sentence = z.object({ zh: z.string(), en: z.string() });

/** A reason, and the same as a sentence. */
export const ReasonInWords = Reason.extend({ text: Sentence });
export type ReasonInWords = z.infer<typeof ReasonInWords>;

/** What can be had instead, and the same as a line of text: when, where, and what of the wish it relaxes. */
export const AlternativeInWords = Alternative.extend({ text: Sentence });
export type AlternativeInWords = z.infer<typeof AlternativeInWords>;
