import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Need } from '@huitang/contracts';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { loadCatalogue } from '../../src/catalogue/catalogue.ts';
import { needsOf } from '../../src/catalogue/needs.ts';
import { routeMinutes } from '../../src/catalogue/route.ts';

const shipped = fileURLToPath(new URL('../../catalogue/', import.meta.url));

describe('the shipped catalogue', () => {
  const catalogue = loadCatalogue();
  const { kinds, packages, routes } = catalogue;

  test('has the six kinds, two packages and six routes', () => {
    expect([...kinds.keys()]).toEqual([
      'community-activity',
      'delegation-visit',
      'educational-session',
      'induction-ceremony',
      'oath-renewal',
      'walking-class',
    ]);
    expect([...packages.keys()]).toEqual(['stories-of-scientists', 'urban-development']);
    expect(routes.size).toBe(6);
  });

  test('has three sample routes of four to six stops in each of two themes', () => {
    const themes = [...routes.values()].map(({ theme }) => theme.zh).sort();
    expect(themes).toEqual([...Array(3).fill('焕新天平'), ...Array(3).fill('红色文化传承')].sort());
    for (const route of routes.values()) {
      expect(route.sample).toBe(true);
      expect(route.stops.length).toBeGreaterThanOrEqual(4);
      expect(route.stops.length).toBeLessThanOrEqual(6);
    }
  });

  test('asks for a lecturer who teaches the package and a guide who knows the route', () => {
    for (const entry of packages.values()) {
      expect(entry.needs).toContainEqual({ role: 'lecturer', skills: [`package:${entry.id}`] });
    }
    for (const route of routes.values())
      expect(route.needs).toContainEqual({ role: 'guide', skills: [`route:${route.id}`] });
  });

  test('says what each kind is worth beside the others', () => {
    expect([...kinds.values()].map(({ weight }) => weight)).toEqual([1, 3, 2, 3, 3, 2]);
  });

  test('has default programmes exactly as long as the usual duration', () => {
    for (const { id, programme, usualMinutes } of kinds.values()) {
      if (programme.length === 0) continue;
      expect([id, programme.reduce((sum, step) => sum + step.minutes, 0)]).toEqual([id, usualMinutes.default]);
    }
  });

  test('keeps every route and package within what its kind allows', () => {
    const within = (kindId: string, minutes: number) => {
      const { min, max } = kinds.get(kindId)!.usualMinutes;
      expect(minutes).toBeGreaterThanOrEqual(min);
      expect(minutes).toBeLessThanOrEqual(max);
    };
    for (const route of routes.values()) within('walking-class', routeMinutes(route));
    for (const entry of packages.values()) within('educational-session', entry.durationMinutes);
  });

  test('gives needs that are valid in a wish', () => {
    for (const kind of kinds.values()) {
      for (const entry of packages.values()) {
        for (const route of routes.values()) {
          const needs = needsOf(kind, { package: entry, route, headcount: 20 });
          expect(Need.array().parse(needs)).toEqual(needs);
        }
      }
    }
  });
});

describe('a catalogue folder', () => {
  let dir = '';
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'catalogue-'));
    cpSync(shipped, dir, { recursive: true });
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const renewal = () => readFileSync(join(dir, 'kinds/oath-renewal.json'), 'utf8');
  const put = (path: string, text: string) => writeFileSync(join(dir, path), text);

  test('with one more file has one more kind', () => {
    put('kinds/film-evening.json', renewal().replace('"oath-renewal"', '"film-evening"'));
    const { kinds } = loadCatalogue(dir);
    expect(kinds.size).toBe(7);
    expect(kinds.get('film-evening')?.usualMinutes.default).toBe(30);
  });

  test('names the file and the field that is wrong', () => {
    put('kinds/oath-renewal.json', renewal().replace('"horizonDays": 180', '"horizonDays": -1'));
    expect(() => loadCatalogue(dir)).toThrow(/oath-renewal\.json: horizonDays: /);
  });

  test.each([0, 11, 1.5])('refuses a kind that is worth %s', (weight) => {
    put('kinds/oath-renewal.json', renewal().replace('"weight": 3', `"weight": ${weight}`));
    expect(() => loadCatalogue(dir)).toThrow(/oath-renewal\.json: weight: /);
  });

  test('has a kind worth 1 where its file does not say more', () => {
    put('kinds/oath-renewal.json', renewal().replace('"weight": 3,', ''));
    expect(loadCatalogue(dir).kinds.get('oath-renewal')?.weight).toBe(1);
  });

  test('names a field that nobody knows, and one inside a list', () => {
    const needs = '"needs": [{ "role": "room", "features": ["Oath Wall"] }], "colours": "red",';
    put('kinds/oath-renewal.json', renewal().replace(/"needs": \[.*?\],(?=\s*"programme")/s, needs));
    expect(() => loadCatalogue(dir)).toThrow(
      /oath-renewal\.json: needs\[0\]\.features\[0\]: a word .*; colours: no such/,
    );
  });

  test.each(['film.jsn', 'film.JSON', 'film'])('refuses the name %s, under which nobody would find a kind', (name) => {
    put(`kinds/${name}`, renewal());
    expect(() => loadCatalogue(dir)).toThrow(`${name}: a file here is named <id>.json`);
  });

  test('takes no notice of what desktops and editors leave behind, nor of a byte order mark', () => {
    put('kinds/.DS_Store', '');
    put('kinds/oath-renewal.json~', '{');
    put('kinds/oath-renewal.json', `\ufeff${renewal()}`);
    expect(loadCatalogue(dir).kinds.size).toBe(6);
  });

  test('names the file that is no JSON', () => {
    put('routes/red-chen-yi.json', '{');
    expect(() => loadCatalogue(dir)).toThrow(/red-chen-yi\.json: /);
  });

  test('names the field of a route without stops', () => {
    const route = JSON.parse(readFileSync(join(dir, 'routes/red-chen-yi.json'), 'utf8'));
    put('routes/red-chen-yi.json', JSON.stringify({ ...route, stops: [] }));
    expect(() => loadCatalogue(dir)).toThrow(/red-chen-yi\.json: stops: /);
  });

  test('refuses an id in two files, naming both', () => {
    put('kinds/another.json', renewal());
    expect(() => loadCatalogue(dir)).toThrow(/oath-renewal\.json: id: oath-renewal is taken by another\.json/);
  });

  test('refuses a file not named by its id', () => {
    rmSync(join(dir, 'kinds/oath-renewal.json'));
    put('kinds/renewal.json', renewalText);
    expect(() => loadCatalogue(dir)).toThrow(
      /renewal\.json: id: oath-renewal belongs in a file named oath-renewal\.json/,
    );
  });

  test('that is missing is named', () => {
    expect(() => loadCatalogue(join(dir, 'nowhere'))).toThrow(/nowhere.*kinds/);
  });
});

const renewalText = readFileSync(join(shipped, 'kinds/oath-renewal.json'), 'utf8');
