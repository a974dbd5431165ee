import type { Clock } from '@huitang/runtime';
import type { Connection } from 'mongoose';
import type { Writing } from '../writing.ts';
import type { GenerationModel } from './generations.ts';
import type { Guard } from './guard.ts';

/** What all collections of a database share. */
export interface ViewStore {
  readonly database: Connection;
  readonly generations: GenerationModel;
  readonly guard: Guard;
  readonly writing: Writing;
  readonly clock: Clock;
}
