import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { checked, exported } from './exported.ts';
import { fill, memoryTruth, streamOf } from './memory-truth.ts';

let whole: string;
let lines: readonly string[];

beforeAll(async () => {
  const source = memoryTruth();
  await fill(source);
  whole = await exported(source);
  lines = whole.split('\n').slice(0, -1);
});

/** The lines with a last one that vouches for them, as a forger would write it. */
function vouched(changed: readonly string[], counted: Record<string, unknown> = {}): string {
  const body = changed.map((line) => `${line}\n`).join('');
  const sha256 = createHash('sha256').update(body).digest('hex');
  return `${body}${JSON.stringify({ ...JSON.parse(lines.at(-1) ?? ''), ...counted, sha256 })}\n`;
}

const content = (): readonly string[] => lines.slice(0, -1);

/** All lines but the last, the first that has `text` in it with that exchanged. */
const withChange = (text: string, other: string): readonly string[] => {
  const at = content().findIndex((line) => line.includes(text));
  expect(at).toBeGreaterThanOrEqual(0);
  return content().map((line, index) => (index === at ? line.replace(text, other) : line));
};

describe('a whole file', () => {
  test('is read, and says where it is from and what is in it', async () => {
    const { header, contents } = await checked(whole);
    expect(header).toMatchObject({
      uidDomain: 'old.example',
      publicUrl: 'https://old.example',
      services: ['scheduling', 'notification'],
      exportedAt: '2026-07-01T00:00:00.000Z',
    });
    expect(contents).toMatchObject({
      commits: { scheduling: 6, notification: 1 },
      subjects: 1,
      records: { 'http-idempotency': 1, 'notification-deliveries': 2 },
    });
  });

  test.each([1, 2, 3, 7, 1_000_000])('is read in chunks of %i bytes as well', async (chunkBytes) => {
    expect((await checked(whole, chunkBytes)).contents).toMatchObject({ commits: { scheduling: 6 } });
  });

  test('says of each commit whether the bus had it', () => {
    const marks = lines.flatMap((line) => {
      const { kind, commit, published } = JSON.parse(line);
      return kind === 'commit' ? [[`${commit.stream}@${commit.version}`, published]] : [];
    });
    expect(marks.slice(0, 4)).toEqual([
      ['activity/a@1', true],
      ['activity/a@2', false],
      // Has no public event, so the bus has all it wants of it.
      ['activity/a@3', true],
      ['activity/a@4', false],
    ]);
  });

  test('is vouched for as a forger would do it here: the following tests can fail', async () => {
    expect((await checked(vouched(content()))).contents).toMatchObject({ subjects: 1 });
  });
});

describe('a file that is not whole is refused', () => {
  test('wherever it was cut', async () => {
    const bytes = Buffer.from(whole);
    for (let length = 1; length < bytes.length; length += 1) {
      await expect(checked(bytes.subarray(0, length), 1_000_000)).rejects.toMatchObject({
        code: length < (lines[0]?.length ?? 0) ? 'not-an-export' : 'export-cut',
      });
    }
  });

  test('in one sentence', async () => {
    const cut = lines.slice(0, 5).join('\n');
    await expect(checked(cut)).rejects.toThrow('the file is cut off: it ends in the middle of line 5');
    await expect(checked(`${cut}\n`)).rejects.toThrow('the file is cut off: its last line is missing');
  });
});

describe('a file with any other byte is refused', () => {
  test('wherever it is', async () => {
    const bytes = Buffer.from(whole);
    for (let at = 0; at < bytes.length; at += 1) {
      const other = Buffer.from(bytes);
      // Also turns letters into other letters and digits into other digits, which schemas do not see.
      other[at] = (bytes[at] ?? 0) ^ 1;
      await expect(checked(other, 1_000_000)).rejects.toMatchObject({ retriable: false });
    }
  });
});

describe('a file of something else is refused', () => {
  test.each([
    ['nothing', '', 'not-an-export', 'it is empty'],
    ['a text', 'hello\n', 'not-an-export', 'line 1 is not JSON'],
    ['a text without a line feed', 'hello', 'not-an-export', 'line 1 is not JSON'],
    ['some JSON', '{"a":1}\n', 'not-an-export', 'line 1 is not its header'],
    ['a list', '[]\n', 'not-an-export', 'line 1 is not its header'],
    [
      'a newer format',
      '{"kind":"header","format":"huitang-log","version":2}\n',
      'other-format',
      'the file has format version 2, this version reads 1',
    ],
    [
      'an unknown header',
      '{"kind":"header","format":"huitang-log","version":1}\n',
      'export-damaged',
      'line 1, software',
    ],
  ])('%s', async (_, text, code, words) => {
    await expect(checked(text)).rejects.toMatchObject({ code, message: expect.stringContaining(words) });
  });
});

describe('a file that nobody could have written is refused, although its last line vouches for it', () => {
  test.each([
    ['a gap', () => withChange('"version":4', '"version":5'), 'activity/a@5 follows version 3'],
    [
      'one stream of two services',
      () =>
        withChange(
          '"kind":"commit","service":"scheduling","published":false',
          '"kind":"commit","service":"notification","published":false',
        ),
      'activity/a is of scheduling and of notification',
    ],
    ['a repetition', () => withChange('"version":4', '"version":3'), 'activity/a@3 follows version 3'],
    [
      'another commit before',
      () => withChange('"follows":"activity/a/1"', '"follows":"activity/b/1"'),
      'activity/a@2 was decided upon another commit than the one before it',
    ],
    ['a service its header does not name', () => withChange('"notification"]', '"calendar"]'), 'not name notification'],
    ['an unknown property', () => withChange('"principal"', '"extra":1,"principal"'), 'line 2, commit'],
    ['a commit without events', () => withChange('"events":[', '"events":[],"other":['), 'line 2, commit'],
    ['an unknown line', () => withChange('"kind":"subject"', '"kind":"person"'), 'line 9, kind'],
    ['two headers', () => [lines[0] ?? '', ...content()], 'line 2, kind'],
    ['records that never move', () => withChange('"http-idempotency"', '"unfinished-import"'), 'never move'],
    ['records nobody knows', () => withChange('"http-idempotency"', '"secrets"'), 'nobody has decided'],
    ['one line less', () => content().filter((line) => !line.includes('"subject"')), 'other lines than its last one'],
  ])('%s', async (_, change, words) => {
    await expect(checked(vouched(change()))).rejects.toThrow(words);
  });

  test('something after its last line', async () => {
    await expect(checked(`${whole}{}\n`)).rejects.toThrow('something follows its last line');
  });
});

describe('a place is not exported', () => {
  test('while a service goes on', async () => {
    const source = memoryTruth();
    await fill(source);
    const { vault } = source;
    const [late] = streamOf('activity/late', 1);
    const subjects: typeof vault.subjects = async (...asked) => {
      if (late && !(await source.log('scheduling').findCommand(late.stream, late.commandId)))
        await source.log('scheduling').append(late);
      return vault.subjects(...asked);
    };
    await expect(exported({ ...source, vault: { ...vault, subjects } })).rejects.toMatchObject({
      code: 'not-at-rest',
      message: expect.stringContaining('scheduling went on'),
    });
  });

  test('with records that nobody has decided about', async () => {
    const source = memoryTruth();
    await source.records('scheduling').set('secrets').put('a', {});
    await expect(exported(source)).rejects.toThrow('nobody has decided whether the records secrets move along');
  });
});
