import { escapeHtml } from '@huitang/runtime';
import { oneLine } from '../domain/text.ts';
import type { Digest, Letter, Link, Row, Section } from './letter.ts';

const FONT = 'font-family:system-ui,-apple-system,&quot;PingFang SC&quot;,&quot;Noto Sans CJK SC&quot;,sans-serif';
const RED = '#a61b1b';

const safe = (text: string): string => escapeHtml(oneLine(text));

const row = ({ label, value }: Row): string =>
  `<tr><th align="left" valign="top" style="padding:4px 16px 4px 0;color:#6b5f57;font-weight:normal;white-space:nowrap">${safe(label)}</th><td style="padding:4px 0"><bdi>${safe(value)}</bdi></td></tr>`;

const section = ({ heading, lines }: Section): string =>
  `<h2 style="font-size:16px;margin:24px 0 8px;border-bottom:1px solid #e4dccf;padding-bottom:4px">${safe(heading)}</h2>
${lines.map((line) => `<p style="margin:4px 0"><bdi>${safe(line)}</bdi></p>`).join('\n')}`;

const link = ({ label, url }: Link, index: number): string => {
  const look = index === 0 ? `background:${RED};color:#ffffff;padding:8px 14px;border-radius:6px` : `color:${RED}`;
  return `<a href="${escapeHtml(url)}" style="${look};text-decoration:none;display:inline-block;margin:0 16px 8px 0">${safe(label)}</a>`;
};

const small = (inner: string): string => `<p style="margin:16px 0 0;color:#6b5f57;font-size:13px">${inner}</p>`;

/** A page that needs nothing from elsewhere: no pictures, no scripts, no style sheets. */
function page({ language, subject, heading, greeting, footer, unsubscribe }: Omit<Digest, 'letters'>, inner: string) {
  const end = unsubscribe
    ? `\n${small(`<a href="${escapeHtml(unsubscribe.url)}" style="color:#6b5f57">${safe(unsubscribe.label)}</a>`)}`
    : '';
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${safe(subject)}</title></head>
<body style="margin:0;padding:24px 12px;background:#faf7f2;color:#2a2320;font-size:15px;line-height:1.6;${FONT}">
<div style="max-width:600px;margin:0 auto;background:#ffffff;border-top:4px solid ${RED};padding:24px">
<h1 style="font-size:22px;margin:0 0 16px;color:${RED}">${safe(heading)}</h1>
<p style="margin:0 0 8px">${safe(greeting)}</p>
${inner}
${small(safe(footer))}${end}
</div>
</body>
</html>
`;
}

/** What one letter says, without what stands around it. */
const body = ({ opening, rows, sections, links }: Letter): string => `${opening
  .map((line) => `<p style="margin:0 0 16px"><bdi>${safe(line)}</bdi></p>`)
  .join('\n')}
<table role="presentation" cellspacing="0" cellpadding="0" style="border-collapse:collapse">
${rows.map(row).join('\n')}
</table>
${sections.map(section).join('\n')}
<p style="margin:24px 0 0">${links.map(link).join('\n')}</p>`;

export const renderHtml = (letter: Letter): string => page(letter, body(letter));

const part = (letter: Letter): string =>
  `<div style="border-top:1px solid #e4dccf;margin-top:24px;padding-top:8px">
<h2 style="font-size:18px;margin:8px 0;color:${RED}"><bdi>${safe(letter.subject)}</bdi></h2>
${body(letter)}
</div>`;

export const renderDigestHtml = (digest: Digest): string => page(digest, digest.letters.map(part).join('\n'));
