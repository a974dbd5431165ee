import type { Alternative, Reason } from '@huitang/contracts';
import { alternativeText, reasonText, term } from '@huitang/wording';
import type { Confirmed, Deferred } from '../domain/known-activity.ts';
import type { Writing } from './facts.ts';
import type { Section } from './letter.ts';

const REASONS_MAX = 8;

/** Sections without lines are left out of a letter. */
const section = (heading: string, lines: readonly string[]): readonly Section[] =>
  lines.length === 0 ? [] : [{ heading, lines }];

/** The steps with the clock times they begin at. */
export function programmeSection({ words, times, language }: Writing, { start, programme }: Confirmed) {
  let passed = 0;
  const lines = programme.map(({ title, minutes, lead }) => {
    const line = words.step(times.clock(start, passed), title[language], minutes, lead && term(lead, language));
    passed += minutes;
    return line;
  });
  return section(words.sections.programme, lines);
}

export function setupSection({ words, times }: Writing, { start, end, setupMinutes, teardownMinutes }: Confirmed) {
  return section(words.sections.setup, [
    ...(setupMinutes > 0 ? [words.setupFrom(times.clock(start, -setupMinutes), setupMinutes)] : []),
    ...(teardownMinutes > 0 ? [words.clearedBy(times.clock(end, teardownMinutes), teardownMinutes)] : []),
  ]);
}

/** Within what it may still move, and until when; nothing of what is announced. */
export function mayMoveSection({ words, times }: Writing, { mayStart, announcesAt }: Confirmed): readonly Section[] {
  const { heading, window, roomOnly, until } = words.mayMove;
  const [earliest, ...later] = [...(mayStart ?? [])].sort((a, b) => Date.parse(a) - Date.parse(b));
  const latest = later.at(-1);
  return section(heading, [
    ...(earliest ? [latest ? window(times.span(earliest, latest)) : roomOnly] : []),
    ...(announcesAt ? [until(times.short(announcesAt))] : []),
  ]);
}

/** Until when wishes are collected, and until when they are answered. */
export function roundSection({ words, times }: Writing, { closesAt, publishesAt, late }: Deferred['round']) {
  const { heading, collected, answered, late: ofLate } = words.round;
  const [closes, publishes] = [times.short(closesAt), times.short(publishesAt)];
  const lines = late ? [ofLate.closed(closes), ofLate.answered(publishes)] : [collected(closes), answered(publishes)];
  return section(heading, lines);
}

/** What an organizer can answer to what is held instead, and until when. */
export function answerSection({ words, times }: Writing, { announcesAt }: Confirmed): readonly Section[] {
  const { heading, accept, otherwise } = words.answer;
  return announcesAt ? section(heading, [accept(times.short(announcesAt)), otherwise]) : [];
}

export function reasonsSection({ language, nameOf }: Writing, heading: string, reasons: readonly Reason[]) {
  const lines = reasons.map((reason) => reasonText(reason, language, nameOf));
  return section(heading, [...new Set(lines)].slice(0, REASONS_MAX));
}

/** `note`: how one of them is had. */
export function alternativesSection(
  writing: Writing,
  alternatives: readonly Alternative[],
  note = writing.words.alternativesNote,
): readonly Section[] {
  const { words, times, nameOf, language } = writing;
  if (alternatives.length === 0) return section(words.sections.alternatives, [words.noAlternatives]);
  const lines = alternatives.map((alternative) => alternativeText(alternative, language, times, nameOf));
  return section(words.sections.alternatives, [...lines, note]);
}
