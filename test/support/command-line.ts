/** Tells whoever watches; what a command prints for others to read goes to the standard output. */
export const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** A whole number given as `--name`; anything else is refused with how the command is used. */
export function numberOption(text: string, name: string, usage: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`${usage}\n--${name}: a number, not ${text}`);
  return Number(text);
}
