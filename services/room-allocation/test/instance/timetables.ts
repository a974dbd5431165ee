import type { AllocationProblem } from '../../src/domain/allocator/allocation-problem.ts';
import { problemOf } from '../../src/instance/problem.ts';
import { AllocationInstance } from '../../src/instance/schema.ts';

// A timetable of the International Timetabling Competition 2007, track 3 (Di Gaspero, McCollum, Schaerf), as a problem: a
// period is an hour, a lecture wants a room with as many seats as it has students, its teacher, and its curricula.

interface Course {
  readonly id: string;
  readonly teacher: string;
  readonly lectures: number;
  readonly students: number;
}

const PERIOD = 60;
const DAY = 1_440;

const idOf = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

/** The lines after a heading, up to the next empty one, as words. */
function section(text: string, heading: string): readonly (readonly string[])[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const from = lines.indexOf(`${heading}:`) + 1;
  const length = lines.slice(from).indexOf('');
  return lines.slice(from, from + length).map((line) => line.split(/\s+/));
}

const numberAfter = (text: string, name: string): number => Number(new RegExp(`^${name}: (\\d+)`, 'm').exec(text)?.[1]);

/** When the courses may not be taught, as `course/day/period`. */
const closedOf = (text: string): ReadonlySet<string> =>
  new Set(section(text, 'UNAVAILABILITY_CONSTRAINTS').map((words) => words.join('/')));

/** Nobody can be seated beyond the largest room: what is more than it stands, as in the competition. */
export function timetable(text: string): AllocationProblem {
  const rooms = section(text, 'ROOMS').map(([id = '', seats]) => ({ id: idOf(id), capacity: Number(seats) }));
  const largest = Math.max(...rooms.map(({ capacity }) => capacity));
  const courses = section(text, 'COURSES').map(
    ([id = '', teacher = '', lectures, , students]): Course => ({
      id,
      teacher: idOf(teacher),
      lectures: Number(lectures),
      students: Math.min(largest, Number(students)),
    }),
  );
  const curricula = section(text, 'CURRICULA').map(([id = '', , ...members]) => ({ id: idOf(id), members }));
  const [days, periods] = [numberAfter(text, 'Days'), numberAfter(text, 'Periods_per_day')];
  const closed = closedOf(text);
  const startsOf = (course: string): readonly number[] =>
    Array.from({ length: days * periods }, (_, n) => [Math.floor(n / periods), n % periods] as const)
      .filter(([day, period]) => !closed.has(`${course}/${day}/${period}`))
      .map(([day, period]) => day * DAY + period * PERIOD);
  const instance = AllocationInstance.parse({
    rooms,
    pools: [...new Set(courses.map(({ teacher }) => teacher)), ...curricula.map(({ id }) => id)].map((id) => ({
      type: 'kit',
      id,
      count: 1,
    })),
    requests: courses.flatMap(({ id, teacher, lectures, students }) =>
      Array.from({ length: lectures }, (_, n) => ({
        requestId: `${id}-${n + 1}`,
        starts: startsOf(id),
        durationMinutes: PERIOD,
        headcount: students,
        needs: [
          { role: 'room' },
          ...[teacher, ...curricula.filter(({ members }) => members.includes(id)).map((one) => one.id)].map(
            (resourceId) => ({ role: 'kit', resourceId, count: 1 }),
          ),
        ],
      })),
    ),
    policy: { order: 'batch' },
  });
  const made = problemOf(instance);
  if (!made.ok) throw new Error(made.message);
  return made.problem;
}
