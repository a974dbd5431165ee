import type { PortCall, Verdict, World } from '@huitang/engine-simulated';
import type { Ask, Exchange } from './exchange.ts';
import type { Application, Findings, Invariant, View, Violation, Watch } from './invariants/invariant.ts';

const VIOLATIONS_MAX = 20;

/** All invariants of a run, told of everything. */
export interface Watching {
  answered(exchange: Exchange): void;
  /** After each step of the world: looks whether a mail has come. */
  mailed(): void;
  /** Now and then, also when nothing happens. */
  waited(): void;
  begun(application: Application): void;
  applied(application: Application): void;
  disturbed(call: PortCall, verdict: Verdict): void;
  /** What is to be asked before a quiet end. */
  lastAsks(): readonly Ask[];
  ended(end: { readonly quiet: boolean }): Promise<void>;
  readonly violations: readonly Violation[];
}

interface Named {
  readonly name: string;
  readonly watch: Watch;
}

const having = <K extends keyof Watch>(all: readonly Named[], part: K): readonly Named[] =>
  all.filter(({ watch }) => watch[part] !== undefined);

export function watchAll(view: View, world: World, invariants: readonly Invariant[], startMs: number): Watching {
  const all = invariants.map(({ name, watch }) => ({ name, watch: watch(view) }));
  const violations: Violation[] = [];
  const note = (invariant: string, findings: Findings = []): void => {
    const atMs = Math.floor(world.scheduler.now() - startMs);
    for (const finding of findings) {
      if (violations.length < VIOLATIONS_MAX) violations.push({ invariant, finding, atMs });
    }
  };
  const onMail = having(all, 'delivered');
  const onWait = having(all, 'waited');
  const onAnswer = having(all, 'answered');
  const onCommit = having(all, 'committed');
  const onCrash = having(all, 'crashed');
  const onBegun = having(all, 'begun');
  const onApplied = having(all, 'applied');
  const onDisturbed = having(all, 'disturbed');
  let mails = 0;
  world.onCommit((service, commit) => {
    for (const { name, watch } of onCommit) note(name, watch.committed?.(service, commit));
  });
  world.onEnd((process) => {
    for (const { name, watch } of onCrash) note(name, watch.crashed?.(process.name));
  });
  return {
    violations,
    answered(exchange) {
      for (const { name, watch } of onAnswer) note(name, watch.answered?.(exchange));
    },
    mailed() {
      for (; mails < world.mails.length; mails += 1) {
        const mail = world.mails[mails];
        if (mail) for (const { name, watch } of onMail) note(name, watch.delivered?.(mail));
      }
    },
    waited() {
      for (const { name, watch } of onWait) note(name, watch.waited?.());
    },
    begun(application) {
      for (const { name, watch } of onBegun) note(name, watch.begun?.(application));
    },
    applied(application) {
      for (const { name, watch } of onApplied) note(name, watch.applied?.(application));
    },
    disturbed(call, verdict) {
      for (const { name, watch } of onDisturbed) note(name, watch.disturbed?.(call, verdict));
    },
    lastAsks: () => all.flatMap(({ watch }) => watch.lastAsks?.() ?? []),
    async ended(end) {
      for (const { name, watch } of all) note(name, await watch.ended?.(end));
    },
  };
}
