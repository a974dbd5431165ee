import type { Mailer, Platform } from '@huitang/runtime';

/** What happens at a call of a port: `before` has no effect, `after` has its effect, or its failure, and no answer. */
export interface Hooks {
  readonly before?: (name: string) => Promise<void>;
  readonly after?: (name: string) => Promise<void>;
}

type Port = Readonly<Record<string, unknown>>;

/** The same port, with every call passing through the hooks. */
function hooked<T extends object>(name: string, port: T, { before, after }: Hooks): T {
  const wrap =
    (key: string, method: (...args: unknown[]) => unknown) =>
    async (...args: unknown[]): Promise<unknown> => {
      await before?.(`${name}.${key}`);
      try {
        return await method.apply(port, args);
      } finally {
        await after?.(`${name}.${key}`);
      }
    };
  const entries = Object.entries(port as Port).map(([key, value]) => [
    key,
    typeof value === 'function' ? wrap(key, value as (...args: unknown[]) => unknown) : value,
  ]);
  return Object.fromEntries(entries) as T;
}

/** A platform whose stores and mailer call the hooks, for a service that is made on it. */
export const instrumented = (platform: Platform, hooks: Hooks, mailer: Mailer = platform.mailer): Platform => ({
  ...platform,
  mailer: hooked('mailer', mailer, hooks),
  http: hooked('http', platform.http, hooks),
  vault: hooked('vault', platform.vault, hooks),
  log: (service) => hooked('log', platform.log(service), hooks),
  records: {
    set: (name) => hooked(name, platform.records.set(name), hooks),
    sets: () => platform.records.sets(),
  },
  views: { collection: (definition) => hooked(definition.name, platform.views.collection(definition), hooks) },
});

export interface Mortal {
  readonly platform: Platform;
  /** The call it died at, once it has. */
  readonly death: Promise<string>;
}

/** A platform for a process that dies at the call `isLast` picks, before or after its effect: nothing goes on from there. */
export function mortal(
  platform: Platform,
  mode: 'before' | 'after',
  isLast: (name: string, count: number) => boolean,
): Mortal {
  let calls = 0;
  let isDead = false;
  let died = (_at: string): void => {};
  const death = new Promise<string>((resolve) => {
    died = resolve;
  });
  const neverGoesOn = (): Promise<never> => new Promise(() => {});
  async function check(name: string): Promise<void> {
    if (!isDead && !isLast(name, calls)) return;
    isDead = true;
    died(name);
    await neverGoesOn();
  }
  const hooks: Hooks = {
    before: async (name) => {
      if (isDead) await neverGoesOn();
      calls += 1;
      if (mode === 'before') await check(name);
    },
    after: async (name) => {
      if (mode === 'after' || isDead) await check(name);
    },
  };
  return { platform: instrumented(platform, hooks), death };
}
