import { hash } from 'node:crypto';

function canonicalObject(value: object): string {
  // Whatever class it has, what counts is what JSON would show of it.
  const fields = value as Readonly<Record<string, unknown>>;
  let text = '';
  for (const key of Object.keys(fields).sort()) {
    const item = fields[key];
    if (item === undefined) continue;
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonical(item)}`;
  }
  return `{${text}}`;
}

/** JSON with the keys of every object in order, so equal values have equal text. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') return canonicalObject(value);
  return JSON.stringify(value) ?? 'null';
}

/** SHA-256 of the canonical JSON, base64url, 22 characters (132 bits): tells two commands under one id apart. */
export const bodyHash = (value: unknown): string => hash('sha256', canonical(value), 'base64url').slice(0, 22);
