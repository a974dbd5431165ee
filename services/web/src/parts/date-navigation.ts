import type { CenterDocument, LocalDate } from '@huitang/contracts';
import { type Html, html } from '../html.ts';
import { dateAt, plusDays } from '../model/local-day.ts';
import { languageField, type View } from '../view.ts';

const WEEK_DAYS = 7;

/** Links to the days and weeks around `date`, and a field for any other; `rooms` goes on being the page of rooms. */
export function dateNavigation(view: View, { id, timeZone }: CenterDocument, date: LocalDate, rooms?: string): Html {
  const { center } = view.words;
  const path = `/centers/${id}`;
  const at = (days: number): string => `${view.link(path, { date: plusDays(date, days), rooms })}#use`;
  const isToday = date === dateAt(view.now, timeZone);
  const today = html`<a href="${view.link(path, { rooms })}#use"${isToday && html` aria-current="date"`}>${center.today}</a>`;
  return html`<nav class="dates" aria-label="${center.date}">
<span class="steps"><a href="${at(-WEEK_DAYS)}" rel="prev"><span aria-hidden="true">«</span> ${center.previousWeek}</a><a href="${at(-1)}" rel="prev"><span aria-hidden="true">‹</span> ${center.previousDay}</a>${today}<a href="${at(1)}" rel="next">${center.nextDay} <span aria-hidden="true">›</span></a><a href="${at(WEEK_DAYS)}" rel="next">${center.nextWeek} <span aria-hidden="true">»</span></a></span>
<form action="${path}" method="get"><label class="hidden" for="date">${center.date}</label><input id="date" type="date" name="date" value="${date}" required>${rooms && html`<input type="hidden" name="rooms" value="${rooms}">`}${languageField(view)}<button>${center.go}</button></form></nav>`;
}
