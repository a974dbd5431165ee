import type { Reason } from '@huitang/contracts';

/** The allocator explains every place as if its organization had asked for it: what is not so is said otherwise here. */
type Retelling = (reason: Reason) => Reason;

/** Staff have named the time and the rooms. */
export const asOrdered: Retelling = (reason) => {
  if (reason.code === 'preferred-start') return { ...reason, code: 'ordered-start' };
  return reason.code === 'room-named' ? { ...reason, code: 'ordered-room' } : reason;
};

/** Nobody has asked for it: it is held for who has to leave, so many minutes from the start that is taken away. */
export const asHeld: Retelling = (reason) => {
  if (reason.code === 'preferred-start') return { code: 'held-start', values: { minutes: 0 } };
  return reason.code === 'moved-start' ? { ...reason, code: 'held-start' } : reason;
};
