import { describe, expect, test } from '@jest/globals';
import type { ActivityEvent } from '../../src/domain/known-activity.ts';
import { oneLine } from '../../src/domain/text.ts';
import { compose } from '../../src/letter/compose.ts';
import { digestOf } from '../../src/letter/digest.ts';
import { renderDigestHtml, renderHtml } from '../../src/letter/render-html.ts';
import { renderText } from '../../src/letter/render-text.ts';
import { claim, confirmed } from '../given.ts';
import { factsOf, sampleFacts } from './samples.ts';

const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  'a\r\nBcc: x@example.org\r\n\r\n<b>',
  'NUL\u0000 and \u2028 and \u0085',
  '\ud800 alone',
  '&amp; & ©',
  '🎉 עברית 中文',
];

/** An activity in which everything that people write is `text`. */
function lettersWith(text: string) {
  const both = { zh: text, en: text };
  const event: ActivityEvent = {
    type: 'ActivityConfirmed',
    data: {
      ...confirmed({ claims: [claim('unknown-room', 'room')] }),
      title: text,
      kind: { ...confirmed().kind, name: both },
      programme: [{ title: both, minutes: 5, lead: text }],
      claims: confirmed({ claims: [claim('unknown-room', 'room')] }).claims.map((one) => ({ ...one, name: both })),
      reasons: [{ code: text, resourceId: text, values: { minutes: text } }],
    },
  };
  const facts = factsOf([event], 'zh');
  return compose('confirmed', {
    ...facts,
    center: { ...facts.center, name: both, address: both },
    recipient: { name: text, language: 'zh' },
  });
}

const tagsOf = (html: string): string[] => html.match(/<\/?[a-z!][^>]*>/gi) ?? [];
const shape = (html: string): string[] => tagsOf(html).map((tag) => tag.replace(/[ >].*/s, ''));

describe.each(hostile)('%j in every field', (text) => {
  const letter = lettersWith(text);
  const plain = lettersWith('x');

  test('adds no tag and no attribute to the page', () => {
    expect(shape(renderHtml(letter))).toEqual(shape(renderHtml(plain)));
    expect(shape(renderDigestHtml(digestOf([letter, letter])))).toEqual(
      shape(renderDigestHtml(digestOf([plain, plain]))),
    );
    expect(renderHtml(letter)).not.toMatch(/<script|<img|<b>/i);
  });

  test('adds no line to the text', () => {
    expect(renderText(letter).split('\n')).toHaveLength(renderText(plain).split('\n').length);
  });

  test('leaves no control and no half of a character', () => {
    const all = [oneLine(letter.subject), renderText(letter), renderHtml(letter)].join('');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that there are none is what this checks
    expect(all).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]/);
    expect(all).not.toMatch(/\p{Surrogate}/u);
    expect(oneLine(letter.subject)).not.toContain('\n');
  });
});

test('names come from the center as it is now, else from the claim, else from the id', () => {
  const { rows } = compose('confirmed', sampleFacts('confirmed', 'zh'));
  expect(rows).toContainEqual({ label: '场地', value: '宣誓厅' });
  const elsewhere: ActivityEvent = {
    type: 'ActivityConfirmed',
    data: confirmed({ claims: [claim('gone-room', 'room')], reasons: [{ code: 'taken', resourceId: 'never-there' }] }),
  };
  const letter = compose('confirmed', factsOf([elsewhere], 'zh'));
  expect(letter.rows).toContainEqual({ label: '场地', value: 'gone-room 原名' });
  expect(letter.sections.at(-1)?.lines).toEqual(['never-there：该时段已被占用。']);
});
