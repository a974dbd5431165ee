import type { Language } from '@huitang/contracts';

/** Who leads a step of a programme; others are shown as they are written. */
type KnownLead = 'guide' | 'host' | 'lecturer' | 'new-member' | 'oath-leader' | 'secretary' | 'senior-member';

interface Words {
  readonly cancelled: (summary: string) => string;
  readonly occupied: string;
  readonly programme: string;
  readonly step: (title: string, minutes: number, lead: string | undefined) => string;
  readonly lead: Readonly<Record<KnownLead, string>>;
  readonly packageFeed: (name: string) => string;
  readonly routeFeed: (name: string) => string;
  readonly headcount: (count: number) => string;
  readonly setup: (title: string) => string;
  readonly teardown: (title: string) => string;
  readonly canteen: (count: number, title: string) => string;
  readonly crewFeed: (center: string) => string;
  readonly canteenFeed: (center: string) => string;
}

/** Every word of a feed that does not come from an event. */
export const words: Readonly<Record<Language, Words>> = {
  zh: {
    cancelled: (summary) => `【已取消】${summary}`,
    occupied: '已占用',
    programme: '议程',
    step: (title, minutes, lead) => `${title}（${minutes} 分钟${lead ? `，${lead}` : ''}）`,
    lead: {
      guide: '讲解员',
      host: '主持人',
      lecturer: '讲师',
      'new-member': '新党员代表',
      'oath-leader': '领誓人',
      secretary: '书记',
      'senior-member': '老党员代表',
    },
    packageFeed: (name) => `教育套餐：${name}`,
    routeFeed: (name) => `线路：${name}`,
    headcount: (count) => `人数：${count}`,
    setup: (title) => `布置：${title}`,
    teardown: (title) => `撤场：${title}`,
    canteen: (count, title) => `${count} 人 · ${title}`,
    crewFeed: (center) => `布置与撤场 · ${center}`,
    canteenFeed: (center) => `用餐人数 · ${center}`,
  },
  en: {
    cancelled: (summary) => `Cancelled: ${summary}`,
    occupied: 'Occupied',
    programme: 'Programme',
    step: (title, minutes, lead) => `${title} (${minutes} min${lead ? `, ${lead}` : ''})`,
    lead: {
      guide: 'guide',
      host: 'host',
      lecturer: 'lecturer',
      'new-member': 'a new member',
      'oath-leader': 'oath leader',
      secretary: 'secretary',
      'senior-member': 'a senior member',
    },
    packageFeed: (name) => `Package: ${name}`,
    routeFeed: (name) => `Walking route: ${name}`,
    headcount: (count) => `People: ${count}`,
    setup: (title) => `Set up: ${title}`,
    teardown: (title) => `Take down: ${title}`,
    canteen: (count, title) => `${count} people · ${title}`,
    crewFeed: (center) => `Setup and teardown · ${center}`,
    canteenFeed: (center) => `Headcounts · ${center}`,
  },
};
