import { term, terms } from '../terms.ts';
import { because } from './because.ts';
import type { Sentences } from './parts.ts';

const having = (skills: string): string => (skills === '' ? '' : ` (${terms(skills, 'en')})`);

function moved(minutes: number): string {
  return `${Math.abs(minutes)} minutes ${minutes < 0 ? 'earlier' : 'later'}`;
}

const held = (minutes: number): string => (minutes === 0 ? 'at the same time' : moved(minutes));

/** Every reason that room-allocation gives, in English. */
export const en: Sentences = {
  'preferred-start': () => 'At the time you preferred.',
  'moved-start': ({ value }) =>
    `The preferred time could not be had; another one you accept was taken, ${moved(Number(value('minutes')))}.`,
  'ordered-start': () => 'At the time that the center’s staff chose.',
  'held-start': ({ value }) => `Held for you instead, ${held(Number(value('minutes')))}.`,
  'others-moved': () => 'Others who had offered several times were moved among them to make room for you.',
  'made-way': () => 'It made way for others within what you offered.',
  'room-named': ({ name }) => `${name}: the room you named.`,
  'ordered-room': ({ name }) => `${name}: the room that the center’s staff chose.`,
  'best-fit': ({ name, value }) =>
    `${name}: seats ${value('capacity')}, the best fit for ${value('headcount')} people.`,
  'closed-for': ({ name, value }) => `${name ? `${name}: out of use` : 'Out of use'}${because(value('reason'), 'en')}.`,
  'made-way-for-order': ({ value }) => `It made way by order of the center’s staff${because(value('reason'), 'en')}.`,
  taken: ({ name }) => `${name}: taken at that time.`,
  closed: () => 'The center is not open at that time.',
  'room-closed': ({ name }) => `${name}: out of use at that time.`,
  'kit-closed': ({ name }) => `${name}: out of use at that time.`,
  'stop-closed': ({ name }) => `${name}: out of use at that time.`,
  'crosses-day': ({ name }) => `${name}: that time runs over the end of the center’s day.`,
  'not-the-room-named': ({ name }) => `${name}: not the room you named.`,
  'room-lacks-feature': ({ name, value }) => `${name}: lacks ${term(value('feature'), 'en')}.`,
  'room-too-small': ({ name, value }) => `${name}: seats ${value('capacity')}, fewer than ${value('headcount')}.`,
  'no-such-resource': ({ name }) => `The center has no such resource: ${name}.`,
  'no-room-large-enough': ({ value }) =>
    `No room seats ${value('headcount')} people; the largest seats ${value('largest')}.`,
  'no-room-with-features': ({ value }) =>
    `No room for ${value('headcount')} people has all of: ${terms(value('features'), 'en')}.`,
  'too-few-rooms': () => 'Not enough rooms are free at that time.',
  'no-start-left': () => 'All acceptable times have passed.',
  'no-such-person': ({ value }) =>
    `The center has nobody suitable as ${term(value('role'), 'en')}${having(value('skills'))}.`,
  'people-busy': ({ value }) =>
    `Nobody is free at that time as ${term(value('role'), 'en')}${having(value('skills'))}.`,
  'person-busy': ({ name }) => `${name}: engaged at that time.`,
  'too-few-people': ({ value }) => `Not enough people are free at that time: ${value('needed')} are needed.`,
  'kit-short': ({ name, value }) => `${name}: ${value('wanted')} wanted, ${value('free')} left at that time.`,
  'stop-busy': ({ name }) => `${name}: full at that time.`,
  'order-over-days': () => 'Staff can order others to make way on one day only, and this takes several.',
  round: ({ value }) => `Decided together with everybody who asked for ${value('date')}.`,
  'round-open': ({ value }) => `Wishes for ${value('date') || 'that day'} are being collected and answered together.`,
  'left-out': ({ value }) => `Left out by the staff of the center${because(value('reason'), 'en')}.`,
  'not-bookable-by-kind': ({ name }) => `${name}: not for activities of this kind.`,
  'not-bookable-by-organization': ({ name }) => `${name}: not for this organization.`,
  'not-bookable-yet': ({ name, value }) => `${name}: cannot be booked more than ${value('horizonDays')} days ahead.`,
  'not-bookable-so-soon': ({ name, value }) =>
    `${name}: has to be booked at least ${value('leastLeadMinutes')} minutes ahead.`,
  'starts-too-soon': ({ value }) =>
    `Activities of this kind have to be asked for at least ${value('leastLeadMinutes')} minutes ahead.`,
  'starts-too-late': ({ value }) =>
    `Activities of this kind can be asked for at most ${value('horizonDays')} days ahead.`,
  'quota-exceeded': ({ value }) =>
    `Your organization may use ${value('limit')} minutes a month; ${value('used')} are taken, and this asks for ${value('wanted')}.`,
  borrowed: ({ name, value }) => `${name}: comes from another center, ${value('travelMinutes')} minutes away.`,
  'nobody-comes': () => 'At least one person has to come.',
  'nothing-needed': () => 'Nothing was asked for that could be allocated.',
};
