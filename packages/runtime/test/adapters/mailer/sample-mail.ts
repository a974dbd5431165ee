import type { Mail } from '@huitang/runtime';

export const sampleMail = (change: Partial<Mail> = {}): Mail => ({
  messageId: 'aB-3_x@huitang.example',
  date: '2026-07-01T01:00:00.000Z',
  to: { name: '第一党支部', address: 'branch@example.org' },
  subject: '【已确认】新党员入党宣誓仪式',
  text: '您的活动已确认。\n\n时间：7月1日',
  html: '<p>您的活动已确认。</p>',
  ...change,
});

export const FROM = '会堂 Huitang <huitang@example.org>';
