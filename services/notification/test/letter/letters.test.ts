import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { messageNames } from '../../src/domain/message.ts';
import { compose } from '../../src/letter/compose.ts';
import { digestOf } from '../../src/letter/digest.ts';
import { renderDigestHtml, renderHtml } from '../../src/letter/render-html.ts';
import { renderDigestText, renderText } from '../../src/letter/render-text.ts';
import { unsubscribeWords } from '../../src/preferences/unsubscribe-words.ts';
import { goneFacts, lateFacts, orderedFacts, sampleFacts, tentativeFacts } from './samples.ts';

/** Compares with a file that somebody has read and approved. `HUITANG_WRITE_GOLDEN=1` writes it, to be read anew. */
function expectGolden(name: string, text: string): void {
  const file = new URL(`../golden/${name}`, import.meta.url);
  if (process.env.HUITANG_WRITE_GOLDEN) writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}

describe.each(['zh', 'en'] as const)('in %s', (language) => {
  test.each(messageNames)('the %s mail is the one that was approved', (message) => {
    const letter = compose(message, sampleFacts(message, language));
    expectGolden(`${message}.${language}.txt`, `${letter.subject}\n\n${renderText(letter)}`);
    expectGolden(`${message}.${language}.html`, renderHtml(letter));
  });

  test('the confirmation of what may still move is the one that was approved', () => {
    const letter = compose('confirmed', tentativeFacts(language));
    expectGolden(`confirmed-tentative.${language}.txt`, `${letter.subject}\n\n${renderText(letter)}`);
    expectGolden(`confirmed-tentative.${language}.html`, renderHtml(letter));
  });

  test('that a wish came late to a round is said in the words that were approved', () => {
    const letter = compose('deferred', lateFacts(language));
    expectGolden(`deferred-late.${language}.txt`, `${letter.subject}\n\n${renderText(letter)}`);
    expectGolden(`deferred-late.${language}.html`, renderHtml(letter));
  });

  test('who has not seen that it is off is told that it is', () => {
    const letter = compose('not-seen', goneFacts(language));
    expectGolden(`not-seen-cancelled.${language}.txt`, `${letter.subject}\n\n${renderText(letter)}`);
    expectGolden(`not-seen-cancelled.${language}.html`, renderHtml(letter));
  });

  test('the mail for several messages of a day is the one that was approved', () => {
    const letters = [
      compose('confirmed', sampleFacts('confirmed', language)),
      compose('declined', sampleFacts('declined', language)),
    ] as const;
    const unsubscribe = { label: unsubscribeWords[language].link, url: 'http://localhost:8080/u/x' };
    const digest = { ...digestOf(letters), unsubscribe };
    expectGolden(`digest.${language}.txt`, `${digest.subject}\n\n${renderDigestText(digest)}`);
    expectGolden(`digest.${language}.html`, renderDigestHtml(digest));
  });

  test('a change that staff have ordered says so, and why', () => {
    const letter = compose('changed', orderedFacts(language));
    expectGolden(`changed-by-order.${language}.txt`, `${letter.subject}\n\n${renderText(letter)}`);
    expectGolden(`changed-by-order.${language}.html`, renderHtml(letter));
  });
});
