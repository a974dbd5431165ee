import type { Language } from '@huitang/contracts';
import { escapeHtml } from '@huitang/runtime';
import type { OptionalKind } from '../domain/preferences.ts';
import { oneLine } from '../domain/text.ts';
import { unsubscribeWords } from './unsubscribe-words.ts';

const STYLE =
  'margin:0;padding:24px 12px;background:#faf7f2;color:#2a2320;font-size:16px;line-height:1.6;font-family:system-ui,sans-serif';

const safe = (text: string): string => escapeHtml(oneLine(text));

function page(language: Language, lines: readonly string[]): string {
  const { heading } = unsubscribeWords[language];
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${safe(heading)}</title></head>
<body style="${STYLE}"><main style="max-width:600px;margin:0 auto">
<h1 style="font-size:22px">${safe(heading)}</h1>
${lines.join('\n')}
</main></body>
</html>
`;
}

const paragraph = (text: string): string => `<p><bdi>${safe(text)}</bdi></p>`;

const listedIn = (language: Language, kinds: readonly OptionalKind[]): string => {
  const { listed, kinds: names } = unsubscribeWords[language];
  return listed(kinds.map((kind) => names[kind]));
};

/** Asks, and changes nothing: programs look at every address in a mail before anybody reads it. */
export function askingPage(language: Language, organization: string, kinds: readonly OptionalKind[]): string {
  const { ask, button, stays } = unsubscribeWords[language];
  return page(language, [
    paragraph(ask(organization, listedIn(language, kinds))),
    '<form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click">',
    `<button type="submit" style="font-size:16px;padding:8px 16px">${safe(button)}</button></form>`,
    paragraph(stays),
  ]);
}

export function donePage(language: Language, organization: string, kinds: readonly OptionalKind[]): string {
  const { done, stays } = unsubscribeWords[language];
  return page(language, [paragraph(done(organization, listedIn(language, kinds))), paragraph(stays)]);
}

/** In both languages, for nobody knows who asks. */
export const unknownPage = (): string =>
  page('zh', [paragraph(unsubscribeWords.zh.unknown), paragraph(unsubscribeWords.en.unknown)]);
