import type { Ask } from './ask.ts';
import type { Way } from './ways.ts';

/** What is known of one that might be asked to leave, while the board stands as it does. */
export interface Outlook {
  /** Places that would be free for it if it left its own. */
  readonly elsewhere: readonly Way[];
  /** By depth: whether others could make room for it. Found out when it is asked for. */
  readonly pushes: boolean[];
}

/** Whether one way leaves another its rooms. People and kit are not looked at: there may be others. */
function leavesRooms(taking: Way, rooms: number, other: Way, otherRooms: number): boolean {
  for (let mine = 0; mine < rooms; mine += 1) {
    for (let theirs = 0; theirs < otherRooms; theirs += 1) {
      const [one, two] = [taking.chosen[mine], other.chosen[theirs]];
      if (!one || !two || one.resource !== two.resource) continue;
      if (taking.start + one.from < other.start + two.to && other.start + two.from < taking.start + one.to)
        return false;
    }
  }
  return true;
}

/** Whether somebody that leaves for `taking` has a place to go to that this does not take. */
export function couldGo({ elsewhere }: Outlook, leaving: Ask, taking: Way, taker: Ask): boolean {
  const [rooms, otherRooms] = [taker.rooms.length, leaving.rooms.length];
  for (const other of elsewhere) if (leavesRooms(taking, rooms, other, otherRooms)) return true;
  return false;
}
