import type { Language } from '@huitang/contracts';

interface Words {
  readonly cancelled: (summary: string) => string;
  readonly occupied: string;
  readonly programme: string;
  readonly step: (title: string, minutes: number, lead: string | undefined) => string;
  readonly packageFeed: (id: string) => string;
  readonly routeFeed: (id: string) => string;
}

/** Every word of a feed that does not come from an event. */
export const words: Readonly<Record<Language, Words>> = {
  zh: {
    cancelled: (summary) => `【已取消】${summary}`,
    occupied: '已占用',
    programme: '议程',
    step: (title, minutes, lead) => `${title}（${minutes} 分钟${lead ? `，${lead}` : ''}）`,
    packageFeed: (id) => `教育套餐 ${id}`,
    routeFeed: (id) => `线路 ${id}`,
  },
  en: {
    cancelled: (summary) => `Cancelled: ${summary}`,
    occupied: 'Occupied',
    programme: 'Programme',
    step: (title, minutes, lead) => `${title} (${minutes} min${lead ? `, ${lead}` : ''})`,
    packageFeed: (id) => `Package ${id}`,
    routeFeed: (id) => `Route ${id}`,
  },
};
