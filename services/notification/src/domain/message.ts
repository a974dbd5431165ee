/** What an organization is told. The names are part of keys and of the ledger: they never change. */
export const messageNames = [
  'deferred',
  'confirmed',
  'changed',
  'moved',
  'announced',
  'renamed',
  'displaced',
  'unplaced',
  'declined',
  'revision-declined',
  'cancelled',
  'reminder',
  'reminder-day',
  'reminder-hour',
  'not-seen',
] as const;

export type MessageName = (typeof messageNames)[number];
