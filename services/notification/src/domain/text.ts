// biome-ignore lint/suspicious/noControlCharactersInRegex: controls are exactly what this replaces
const NOT_IN_A_LINE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Text fit for one line of a mail, and for its subject: breaks and controls are spaces, lone surrogates U+FFFD. */
export const oneLine = (text: string): string =>
  text.replace(NOT_IN_A_LINE, ' ').replace(LONE_SURROGATE, '\ufffd').trim();
