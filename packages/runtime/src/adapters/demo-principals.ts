import type { Language } from '@huitang/contracts';
import type { Principals } from '../ports/principal.ts';

const ACCEPTED = /^\s*([a-z]{1,8})(?:-[a-z0-9-]+)?\s*(?:;\s*q=([01](?:\.\d{0,3})?)\s*)?$/i;

const known = (tag: string | undefined): Language | undefined => {
  const language = tag?.toLowerCase();
  return language === 'zh' || language === 'en' ? language : undefined;
};

/** The language of ours that Accept-Language (RFC 9110 12.5.4) likes best, the first of equals; zh for none. */
function preferredLanguage(header: string): Language {
  let best: { language: Language; weight: number } | undefined;
  for (const part of header.split(',')) {
    const match = ACCEPTED.exec(part);
    const language = known(match?.[1]);
    const weight = Number(match?.[2] ?? 1);
    if (language && weight > (best?.weight ?? 0)) best = { language, weight };
  }
  return best?.language ?? 'zh';
}

/** Until identity exists everyone is one principal who may do everything. */
export const demoPrincipals = (): Principals => ({
  async of(headers) {
    const accepted = headers['accept-language'];
    const header = typeof accepted === 'string' ? accepted : (accepted ?? []).join(',');
    return { id: 'demo', roles: ['organizer', 'manager', 'administrator'], language: preferredLanguage(header) };
  },
});
