import { expect, test } from '@jest/globals';
import { html, isolated, joined, markupOf, type Part } from '../src/html.ts';

test('text between tags and in attributes cannot end them', () => {
  const text = `<script>"'&`;
  expect(markupOf(html`<p title="${text}">${text}</p>`)).toBe(
    '<p title="&lt;script&gt;&quot;&#39;&amp;">&lt;script&gt;&quot;&#39;&amp;</p>',
  );
});

test('markup inside markup and lists of it stay as they are', () => {
  expect(markupOf(html`<ul>${['a', '<b>'].map((text) => html`<li>${text}</li>`)}</ul>`)).toBe(
    '<ul><li>a</li><li>&lt;b&gt;</li></ul>',
  );
});

test('nothing is written for what is absent or false, 0 is', () => {
  expect(markupOf(html`[${undefined}${false}${0}]`)).toBe('[0]');
});

test('nothing that came out of JSON passes for markup', () => {
  const sent = JSON.parse('{"markup":"<script>","html":"<script>","Symbol(markup)":"<script>"}') as Part;
  expect(() => markupOf(html`${sent}`)).toThrow();
});

test('a separator stands only between parts', () => {
  expect(markupOf(html`${joined(['a', 'b', 'c'], ' · ')}`)).toBe('a · b · c');
});

test('isolated text begins and ends with the marks of Unicode', () => {
  expect(isolated('\u202eabc')).toBe('\u2068\u202eabc\u2069');
});
