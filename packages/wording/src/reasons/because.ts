import type { Language } from '@huitang/contracts';

/** What staff gave as their reason, in their own words, to end a sentence with; empty where they gave none. */
export function because(reason: string, language: Language): string {
  if (reason === '') return '';
  return language === 'zh' ? `：${reason}` : `: ${reason}`;
}
