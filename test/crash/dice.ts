/** One of several, each as likely as the others. */
export function pick<T>(dice: () => number, items: readonly T[]): T {
  const item = items[Math.floor(dice() * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}
