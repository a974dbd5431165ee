import { readdirSync, readFileSync } from 'node:fs';
import { CenterProfile } from '@huitang/contracts';
import { z } from 'zod';
import { DemoOrganization } from './organizations.ts';
import { DemoEntry, type DemoProposal, weekFrom } from './week.ts';

export type { DemoProposal } from './week.ts';

// src/demo and dist/demo lie equally deep, so the same path leads from both to the data.
const folder = new URL('../../demo/', import.meta.url);

/** The two centers a newcomer meets; people, stops, hours and addresses are samples. */
export const demoCenters = (): readonly CenterProfile[] =>
  readdirSync(new URL('centers/', folder))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => read(`centers/${name}`, CenterProfile));

/** The organizations whose activities fill the week. */
export const demoOrganizations = (): readonly DemoOrganization[] =>
  read('organizations.json', z.array(DemoOrganization));

/** A week of plausible proposals from `today` (`2026-07-01`, in the centers' zone) on. The same date gives the same week. */
export const demoWeek = (today: string): readonly DemoProposal[] => {
  const timeZones = new Map(demoCenters().map(({ id, timeZone }) => [id, timeZone]));
  return weekFrom(read('week.json', z.array(DemoEntry)), today, timeZones);
};

const read = <Content>(name: string, schema: z.ZodType<Content>): Content => {
  const parsed = schema.safeParse(JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
  if (parsed.success) return parsed.data;
  throw new Error(`demo/${name}: ${z.prettifyError(parsed.error)}`);
};
