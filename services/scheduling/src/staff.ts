import type { Order } from '@huitang/contracts';
import { type Principal, problem, type Reply } from '@huitang/runtime';

/** What only staff of a center may do, and nobody else. */
export const isStaff = ({ roles }: Pick<Principal, 'roles'>): boolean =>
  roles.includes('manager') || roles.includes('administrator');

export const staffProblems = { 'not-allowed': 403 } as const;

export const notAllowed = (): Reply =>
  problem(staffProblems['not-allowed'], 'not-allowed', 'only managers and administrators order this');

/** Who orders it, and why. */
export const orderBy = ({ id }: Pick<Principal, 'id'>, reason: string): Order => ({ by: id, reason });
