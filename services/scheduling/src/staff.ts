import type { Order } from '@huitang/contracts';
import type { Principal } from '@huitang/runtime';

/** Who orders it, and why. */
export const orderBy = ({ id }: Pick<Principal, 'id'>, reason: string): Order => ({ by: id, reason });
