import { isPublic } from '@huitang/contracts';
import type { Commit } from './ports/event-log.ts';

export const needsPublishing = (commit: Commit): boolean => commit.events.some((event) => isPublic(event.type));

export const publicEventsIn = (commit: Commit): number => commit.events.filter((event) => isPublic(event.type)).length;
