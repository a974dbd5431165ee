import type { Minute } from '@huitang/contracts';
import { type AllocationProblem, type AllocationRequest, allocate } from '@huitang/room-allocation/allocator';
import { allocationInstance } from '../../support/allocation-instance.ts';
import { bestFit } from './baselines.ts';
import { daysOf } from './measure.ts';

// One busy day as a picture, twice: first come, first served, and as allocated. Writes SVG to standard output.

const SEED = 1;
const FIRST_HOUR = 8;
const LAST_HOUR = 18.5;
const DAY = 1_440;
const LABEL = 150;
const HOUR = 66;
const ROW = 22;
const WIDTH = LABEL + (LAST_HOUR - FIRST_HOUR) * HOUR + 20;
const COLOURS: Readonly<Record<number, string>> = { 1: '#9db8d2', 2: '#e3b23c', 3: '#c8102e' };

interface Given {
  readonly requestId: string;
  readonly start: Minute;
  readonly resourceIds: readonly string[];
}

const x = (minute: Minute): number => LABEL + ((minute % DAY) / 60 - FIRST_HOUR) * HOUR;

const text = (at: number, y: number, words: string, more = ''): string =>
  `<text x="${at.toFixed(1)}" y="${y.toFixed(1)}" ${more}>${words}</text>`;

function bar(request: AllocationRequest, start: Minute, y: number, isMoved: boolean): string {
  const width = (request.durationMinutes / 60) * HOUR - 1;
  const colour = COLOURS[request.weight ?? 1] ?? '#888';
  const edge = isMoved ? ' stroke="#111" stroke-width="1.6"' : '';
  return `<rect x="${x(start).toFixed(1)}" y="${y + 3}" width="${width.toFixed(1)}" height="${ROW - 6}" rx="3" fill="${colour}" fill-opacity="0.9"${edge}/>`;
}

function hours(top: number, rows: number): string {
  const lines = Array.from({ length: Math.floor(LAST_HOUR - FIRST_HOUR) + 1 }, (_, n) => {
    const at = LABEL + n * HOUR;
    const line = `<line x1="${at}" y1="${top}" x2="${at}" y2="${top + rows * ROW}" stroke="#ddd"/>`;
    return line + text(at, top - 5, `${FIRST_HOUR + n}:00`, 'text-anchor="middle" fill="#666"');
  });
  return lines.join('');
}

function panel({ rooms, requests }: AllocationProblem, title: string, given: readonly Given[], top: number): string {
  const asked = new Map(requests.map((request) => [request.requestId, request]));
  const weight = given.reduce((sum, { requestId }) => sum + (asked.get(requestId)?.weight ?? 1), 0);
  const rows = [...rooms.map(({ id, capacity }) => ({ id, label: `${capacity} seats` })), { id: '', label: 'walks' }];
  const body = rows.map(({ id, label }, row) => {
    const y = top + row * ROW;
    const own = given.filter(({ resourceIds }) =>
      id === '' ? !rooms.some((room) => resourceIds.includes(room.id)) : resourceIds.includes(id),
    );
    const bars = own.map(({ requestId, start }) => {
      const request = asked.get(requestId);
      return request ? bar(request, start, y, start !== request.preferredStart) : '';
    });
    return text(LABEL - 8, y + ROW - 7, label, 'text-anchor="end" fill="#333"') + bars.join('');
  });
  const words = `${title}: ${given.length} of ${requests.length} requests, weight ${weight}`;
  return text(10, top - 22, words, 'font-size="15" font-weight="600"') + hours(top, rows.length) + body.join('');
}

function legend(y: number): string {
  const entries = [
    [COLOURS[3], 'weight 3: oaths'],
    [COLOURS[2], 'weight 2: lectures, walks'],
    [COLOURS[1], 'weight 1: meetings, films, rehearsals'],
  ];
  const all = entries.map(([colour, words], n) => {
    const at = LABEL + n * 210;
    return `<rect x="${at}" y="${y - 10}" width="14" height="12" rx="2" fill="${colour}"/>${text(at + 20, y, words ?? '')}`;
  });
  return `${all.join('')}${text(LABEL, y + 20, 'outlined: not at the time that was preferred, but at one that was offered')}`;
}

function picture(): string {
  const days = daysOf(allocationInstance(SEED));
  const busiest = days.reduce((most, day) => (day.requests.length > most.requests.length ? day : most));
  const after = allocate({ ...busiest, policy: { ...busiest.policy, order: 'batch' } });
  const height = (busiest.rooms.length + 1) * ROW;
  const panels =
    panel(busiest, 'First come, first served, best fit', bestFit(busiest).given, 50) +
    panel(busiest, 'Allocated together', after.assignments, 50 + height + 60);
  const total = 2 * height + 165;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${total}" viewBox="0 0 ${WIDTH} ${total}" ` +
    `font-family="system-ui, sans-serif" font-size="11"><title>A busy day, first come first served and allocated together</title><rect width="100%" height="100%" fill="#fff"/>${panels}${legend(2 * height + 135)}</svg>\n`
  );
}

process.stdout.write(picture());
