import { describe, expect, test } from '@jest/globals';
import { commands } from '../../src/commands/index.ts';
import { type Parsed, parseCommandLine } from '../../src/commands/parse.ts';

const parse = (line: string): Parsed => parseCommandLine(line.split(' ').filter(Boolean), commands);

const optionsOf = (line: string): unknown => {
  const parsed = parse(line);
  return parsed.ok ? { command: parsed.command, ...(parsed.options as object) } : parsed;
};

describe('a command line is read', () => {
  test.each([
    [
      'import f.csv --center tianping',
      { command: 'import', file: 'f.csv', center: 'tianping', createCenter: false, again: false, json: false },
    ],
    [
      'import --json f.ics --center=hall --create-center --zone Europe/Berlin --organization club --kind oath-renewal',
      {
        command: 'import',
        file: 'f.ics',
        center: 'hall',
        createCenter: true,
        zone: 'Europe/Berlin',
        organization: 'club',
        kind: 'oath-renewal',
        again: false,
        json: true,
      },
    ],
    [
      'import f.csv --center a --again --url http://localhost:9 --data d',
      {
        command: 'import',
        file: 'f.csv',
        center: 'a',
        createCenter: false,
        again: true,
        json: false,
        url: 'http://localhost:9',
        data: 'd',
      },
    ],
    ['backup copy.db', { command: 'backup', file: 'copy.db', data: 'data' }],
    ['backup copy.db --data d', { command: 'backup', file: 'copy.db', data: 'd' }],
    ['verify', { command: 'verify', file: 'data/huitang.db' }],
    ['verify --data d', { command: 'verify', file: 'd/huitang.db' }],
    ['verify --file copy.db', { command: 'verify', file: 'copy.db' }],
    ['replay --data d', { command: 'replay', data: 'd' }],
    ['export-log log.jsonl.gz --data d', { command: 'export-log', file: 'log.jsonl.gz', data: 'd' }],
    ['import-log log.jsonl', { command: 'import-log', file: 'log.jsonl', data: 'data' }],
    ['allocate', { command: 'allocate' }],
    ['allocate --order batch --exact 2', { command: 'allocate', order: 'batch', exact: 2 }],
    [
      'republish --service scheduling --stream activity/1',
      { command: 'republish', data: 'data', service: 'scheduling', stream: 'activity/1' },
    ],
    ['replay-parked', { command: 'replay-parked', data: 'data', list: false }],
    [
      'replay-parked --group calendar.views --subject activity/1 --list',
      { command: 'replay-parked', data: 'data', group: 'calendar.views', subject: 'activity/1', list: true },
    ],
  ])('%s', (line, options) => {
    expect(optionsOf(line)).toEqual(options);
  });
});

describe('wrong usage says which option, and what was wanted', () => {
  test.each([
    ['import --center a', "missing required argument 'FILE'"],
    ['import f.csv', "required option '--center <ID>' not specified"],
    ['import f.csv --center', "option '--center <ID>' argument missing"],
    ['import f.csv --center Tianping', '--center: lower-case letters, digits and single hyphens'],
    ['import f.csv --center a --organization A!', '--organization: lower-case letters'],
    ['import f.csv --center a --kind A!', '--kind: lower-case letters'],
    ['import f.csv --center a --url ftp://x', '--url: an address such as http://localhost:8080'],
    ['import f.csv --center a --create-center', '--zone: goes with --create-center'],
    ['import f.csv --center a --zone Asia/Shanghai', '--zone: goes with --create-center'],
    ['import f.csv --center a --create-center --zone Atlantis', '--zone: an IANA time zone such as Asia/Shanghai'],
    [
      `import f.csv --center ${'a'.repeat(41)} --create-center --zone UTC`,
      '--center: at most 40 characters for a center to be created',
    ],
    ['import f.csv g.csv --center a', 'too many arguments'],
    ['import f.csv --center a --centre a', "unknown option '--centre'"],
    ['import f.csv --center a --centre a', 'Did you mean --center?'],
    ['verify --file a --data b', "option '--file <BACKUP>' cannot be used with option '--data <DIR>'"],
    ['backup', "missing required argument 'FILE'"],
    ['export-log', "missing required argument 'FILE'"],
    ['import-log', "missing required argument 'FILE'"],
    ['allocate --order later', '--order: '],
    ['allocate --order arrival --exact 1', '--exact: goes with --order batch'],
    ['allocate --exact 0', '--exact: '],
    ['republish', "required option '--service <NAME>' not specified"],
    ['republish --service accounting', '--service: one of scheduling, room-allocation, notification, calendar'],
    ['restore', "unknown command 'restore'"],
    ['', 'Usage: huitang'],
  ])('%s', (line, words) => {
    const parsed = parse(line);
    expect(parsed).toMatchObject({ ok: false, exitCode: 2 });
    expect('text' in parsed && parsed.text).toContain(words);
  });
});

const names = [
  'import',
  'backup',
  'verify',
  'replay',
  'replay-parked',
  'republish',
  'export-log',
  'import-log',
  'allocate',
];

describe('--help', () => {
  test.each(names)('of %s says how it is used', (name) => {
    const parsed = parse(`${name} --help`);
    expect(parsed).toMatchObject({ ok: false, exitCode: 0 });
    const text = 'text' in parsed ? parsed.text : '';
    expect(text).toContain(`Usage: huitang ${name}`);
    // All but one work on a data folder.
    expect(text.includes('--data <DIR>')).toBe(name !== 'allocate');
    expect(text).toContain('Exit codes: 0 done; 1 refused, impossible, or problems found; 2 wrong usage.');
  });

  test('lists every command', () => {
    const parsed = parse('--help');
    const text = 'text' in parsed ? parsed.text : '';
    for (const name of names) expect(text).toContain(`  ${name} `);
  });
});
