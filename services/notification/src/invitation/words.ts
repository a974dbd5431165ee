import type { Language } from '@huitang/contracts';

/** What calendars show of an activity beside what comes from its events; the same words as in an organization's feed. */
export interface EventWords {
  readonly cancelled: (summary: string) => string;
  readonly headcount: (count: number) => string;
  readonly programme: string;
  readonly step: (number: number, title: string, minutes: number, lead: string | undefined) => string;
}

export const eventWords: Readonly<Record<Language, EventWords>> = {
  zh: {
    cancelled: (summary) => `【已取消】${summary}`,
    headcount: (count) => `人数：${count}`,
    programme: '议程',
    step: (number, title, minutes, lead) => `${number}. ${title}（${minutes} 分钟${lead ? `，${lead}` : ''}）`,
  },
  en: {
    cancelled: (summary) => `Cancelled: ${summary}`,
    headcount: (count) => `People: ${count}`,
    programme: 'Programme',
    step: (number, title, minutes, lead) => `${number}. ${title} (${minutes} min${lead ? `, ${lead}` : ''})`,
  },
};
