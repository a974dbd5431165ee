import type { Collection, CollectionDefinition, SourcePosition, Views } from '../ports/views.ts';

/** A document with every sort of field. */
export interface Entry {
  readonly id: string;
  title: string;
  readonly center?: string;
  readonly start?: string;
  readonly seats?: number;
  readonly open?: boolean;
  readonly feeds?: readonly string[];
}

export const entryDefinition: CollectionDefinition = {
  name: 'conformance-entries',
  fields: { center: 'text', start: 'text', title: 'text', seats: 'number', open: 'boolean', feeds: 'texts' },
  indexes: [['center', 'start'], ['feeds', 'start'], ['feeds', 'seats'], ['open'], ['start']],
};

export const entries = (views: Views): Collection<Entry> => views.collection<Entry>(entryDefinition);

export const entry = (id: string, more: Partial<Entry> = {}): Entry => ({
  id,
  title: `Title of ${id}`,
  center: 'tianping',
  start: '2026-07-01T01:00:00Z',
  seats: 40,
  open: true,
  feeds: ['all', `rooms/${id}`],
  ...more,
});

export const at = (stream: string, version: number, index = 0): SourcePosition => ({ stream, version, index });
