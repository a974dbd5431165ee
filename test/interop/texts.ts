/** Titles that once broke a calendar program somewhere, as far as a title may be written so. */
export const titles: readonly string[] = [
  '重温入党誓词：衡山支部的“七一”主题党日',
  '👩‍👩‍👧‍👦 邻里节 🎉🏳️‍🌈🇨🇳',
  'مرحبا بكم في المركز, שלום לכולם',
  'Cafe\u0301 de\u0301compose\u0301, n\u0303a\u0308o\u0308u\u0308',
  '会'.repeat(200),
  'a;b,c\\d\\n e\\,f\\;g\\\\ h',
  'BEGIN:VEVENT',
  'x END:VEVENT BEGIN:VEVENT UID:evil SUMMARY:evil END:VCALENDAR',
  '"quoted" \'single\' «guillemets» ^caret^n :colon=equals',
];

/** A room may be called what a title may be. */
export const roomName = { zh: '宣誓厅 "A"; BEGIN:VEVENT, \\甲\\n ^ 😀', en: 'Hall "A"; END:VEVENT, \\a\\n ^ 😀' };

const NOT_TEXT = ['a\rb', 'a\nb', 'a\u0085b', 'a\u2028b', 'a\u0000b', 'a\ud800b', 'x'.repeat(10_000)] as const;

/** What no name may hold: refused at the door. */
export const refusedNames: readonly string[] = NOT_TEXT;

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** Bookings of other programs with titles of every sort; line breaks become spaces, the rest is refused row by row. */
export function importedCsv(hours: readonly string[], ends: readonly string[]): string {
  const bad = ['first\rsecond', 'first\nBEGIN:VEVENT\nsecond', 'first\u0085second', 'first\u2028second', ...NOT_TEXT];
  const all = [...bad, '=cmd();,\\n', '"Bis Mitternacht", genau'];
  const rows = all.map((title, row) => [`row-${row}`, 'tianping-small', hours[row], ends[row], quoted(title)].join());
  return ['id,room,start,end,title', ...rows].join('\n');
}
export const IMPORTED_ROWS = 4 + NOT_TEXT.length + 2;
