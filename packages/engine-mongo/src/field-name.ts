const SPECIAL = /[%.$\0]/g;

/** Any text as a field's name: MongoDB has none that are empty, begin with `$`, or hold a dot or NUL. */
export const encodeField = (name: string): string =>
  `_${name.replace(SPECIAL, (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`)}`;

export const decodeField = (field: string): string =>
  field.slice(1).replace(/%([0-9a-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
