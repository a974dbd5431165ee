import type { Language } from '@huitang/contracts';
import type { OptionalKind } from '../domain/preferences.ts';

interface UnsubscribeWords {
  /** Under a mail. */
  readonly link: string;
  readonly heading: string;
  readonly ask: (organization: string, kinds: string) => string;
  readonly button: string;
  readonly done: (organization: string, kinds: string) => string;
  readonly stays: string;
  readonly unknown: string;
  readonly listed: (items: readonly string[]) => string;
  readonly kinds: Readonly<Record<OptionalKind, string>>;
}

export const unsubscribeWords: Readonly<Record<Language, UnsubscribeWords>> = {
  zh: {
    link: '不再接收这类邮件',
    heading: '退订',
    ask: (organization, kinds) => `确定不再向“${organization}”发送“${kinds}”邮件吗？`,
    button: '退订',
    done: (organization, kinds) => `已退订：不再向“${organization}”发送“${kinds}”邮件。`,
    stays: '活动被取消或原安排被收回时，仍会通知您。',
    unknown: '这个退订地址无效。',
    listed: (items) => items.join('、'),
    kinds: {
      deferred: '统一安排',
      confirmed: '已确认',
      changed: '已更改',
      moved: '已调整',
      announced: '已公布',
      declined: '未能安排',
      'revision-declined': '更改未能安排',
      reminder: '活动提醒',
    },
  },
  en: {
    link: 'No more mails of this kind',
    heading: 'Unsubscribe',
    ask: (organization, kinds) => `Send no more mails of this kind to ${organization}: ${kinds}?`,
    button: 'Unsubscribe',
    done: (organization, kinds) => `Done. ${organization} gets no more mails of this kind: ${kinds}.`,
    stays: 'You are still told when an activity is cancelled or its place is taken away.',
    unknown: 'This is not an address to unsubscribe at.',
    listed: (items) => items.join(', '),
    kinds: {
      deferred: 'waiting in a round',
      confirmed: 'confirmed',
      changed: 'changed',
      moved: 'moved',
      announced: 'announced',
      declined: 'declined',
      'revision-declined': 'change declined',
      reminder: 'reminders',
    },
  },
};
