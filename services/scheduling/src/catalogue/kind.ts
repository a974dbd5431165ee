import { Audience, Bilingual, KindId, ProgrammeStep } from '@huitang/contracts';
import { z } from 'zod';
import { NeedTemplate } from './need-template.ts';

/** The color in feeds (RFC 7986 COLOR takes a CSS name, Apple's extension the hex form) and on screens. */
const Colour = z.strictObject({
  css: z.string().regex(/^[a-z]+$/, 'a CSS color name such as crimson'),
  hex: z.string().regex(/^#[0-9a-f]{6}$/, 'a color such as #dc143c'),
});

const UsualMinutes = z
  .strictObject({
    /** Taken when the organizer names no duration. */
    default: z.int().min(1).max(20_160),
    min: z.int().min(1).max(20_160),
    max: z.int().min(1).max(20_160),
  })
  .refine((usual) => usual.min <= usual.default && usual.default <= usual.max, { error: 'min ≤ default ≤ max' });

/**
 * One kind of activity, told completely by one file: a new file is a new kind.
 * Nothing in the code knows a kind by its id.
 */
export const Kind = z
  .strictObject({
    id: KindId,
    name: Bilingual,
    colour: Colour,
    usualMinutes: UsualMinutes,
    /** Minutes a place is taken before and after; a room's own are used where they are longer. */
    setupMinutes: z.int().min(0).max(480),
    teardownMinutes: z.int().min(0).max(480),
    needs: z.array(NeedTemplate).max(10),
    /** The needs of the chosen package are added: its lecturer, its room features. */
    fromPackage: z.boolean().default(false),
    /** The chosen route gives stops, duration and programme, and its needs are added. */
    fromRoute: z.boolean().default(false),
    /** What a proposal must name. */
    requires: z
      .array(z.enum(['packageId', 'routeId']))
      .max(2)
      .default([]),
    /**
     * The default steps, none where the route's stops are the steps; `lead` is a role such as `oath-leader`. An activity
     * that is shorter than they are gets them shortened in proportion.
     */
    programme: z.array(ProgrammeStep).max(40),
    /** True where staff may order that others make way for it. */
    mayDisplace: z.boolean().default(false),
    /** True for what a walk-in is where nobody says. */
    walkIns: z.boolean().default(false),
    bookableByRoles: z.array(z.enum(['organizer', 'manager', 'administrator'])).min(1),
    /** How many days ahead a start may lie at most, and how many minutes at least. */
    horizonDays: z.int().min(1).max(1_000),
    leastLeadMinutes: z.int().min(0).max(525_600),
    /** Who may see it unless the proposal or the package says otherwise. */
    defaultAudience: Audience,
    /** What having one is worth beside others that want the same place: two of weight 2 are worth more than one of 3. */
    weight: z.int().min(1).max(10).default(1),
    /** Days before its start at which an activity that could still be moved is announced at the latest. */
    announceLeadDays: z.int().min(0).max(365).default(7),
    /** Reserved: participants sign up. */
    registration: z.boolean().default(false),
  })
  .refine((kind) => !kind.requires.includes('packageId') || kind.fromPackage, {
    path: ['requires'],
    error: 'packageId only together with fromPackage',
  })
  .refine((kind) => !kind.requires.includes('routeId') || kind.fromRoute, {
    path: ['requires'],
    error: 'routeId only together with fromRoute',
  });
export type Kind = z.infer<typeof Kind>;
