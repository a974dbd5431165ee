function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const part of Object.values(value)) freeze(part);
  Object.freeze(value);
}

/** What a text of JSON says, for many readers: frozen, so that none can change it for another. */
export function frozenJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  freeze(value);
  return value;
}
