// biome-ignore lint/suspicious/noControlCharactersInRegex: vertical tab and form feed are breaks too
const BREAKS = /\r\n|[\r\n\u0085\u000b\u000c\u2028\u2029]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: controls are exactly what this removes
const CONTROLS = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/g;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Text whose only control characters are LF and TAB: every sort of line break is an LF, lone surrogates are U+FFFD. */
export const prose = (text: string): string =>
  text.replace(BREAKS, '\n').replace(CONTROLS, '').replace(LONE_SURROGATE, '\ufffd');

/** The same on one line: breaks and tabs are spaces; outer spaces are dropped. */
export const oneLine = (text: string): string =>
  prose(text)
    .replace(/[\n\t]/g, ' ')
    .trim();
