import type { Principal } from '../ports/principal.ts';
import { fieldProblem, type Reply } from './problem.ts';

/** What only staff of a center may do, and nobody else. */
export const isStaff = ({ roles }: Pick<Principal, 'roles'>): boolean =>
  roles.includes('manager') || roles.includes('administrator');

export const staffProblems = { 'not-allowed': 403 } as const;

export const notAllowed = (): Reply =>
  fieldProblem(staffProblems['not-allowed'], 'not-allowed', 'role', 'a manager of the center or an administrator');
