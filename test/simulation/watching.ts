import type { PortCall, Verdict, World } from '@huitang/engine-simulated';
import { crashed } from './crashed.ts';
import type { Ask, Exchange } from './exchange.ts';
import type { Application, Findings, Invariant, View, Violation, Watch } from './invariants/invariant.ts';

const VIOLATIONS_MAX = 20;

/** All invariants of a run, told of everything. One that throws has found something as well: that it is wrong itself. */
export interface Watching {
  answered(exchange: Exchange): void;
  /** After each step of the world: looks whether a mail has come. */
  mailed(): void;
  /** Now and then, also when nothing happens. */
  waited(): void;
  begun(application: Application): void;
  applied(application: Application): void;
  disturbed(call: PortCall, verdict: Verdict): void;
  /** Something was thrown that nobody has caught. */
  crashed(error: unknown): void;
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

/** What is found, up to a number that nobody would read to the end. */
function createNotes(now: () => number) {
  const violations: Violation[] = [];
  const add = (violation: Violation): void => {
    if (violations.length < VIOLATIONS_MAX) violations.push(violation);
  };
  return {
    violations,
    note(invariant: string, findings: Findings = []): void {
      for (const finding of findings) add({ invariant, finding, atMs: now() });
    },
    crash: (error: unknown, who?: string): void => add(crashed(error, now(), who)),
  };
}

export function watchAll(view: View, world: World, invariants: readonly Invariant[], startMs: number): Watching {
  const { violations, note, crash } = createNotes(() => Math.floor(world.scheduler.now() - startMs));
  const all = invariants.map(({ name, watch }) => ({ name, watch: watch(view) }));
  const onMail = having(all, 'delivered');
  const onWait = having(all, 'waited');
  const onAnswer = having(all, 'answered');
  const onCommit = having(all, 'committed');
  const onCrash = having(all, 'crashed');
  const onBegun = having(all, 'begun');
  const onApplied = having(all, 'applied');
  const onDisturbed = having(all, 'disturbed');
  function tell(some: readonly Named[], hear: (watch: Watch) => Findings | undefined): void {
    for (const { name, watch } of some) {
      try {
        note(name, hear(watch));
      } catch (error) {
        crash(error, name);
      }
    }
  }
  let mails = 0;
  world.onCommit((service, commit) => tell(onCommit, (watch) => watch.committed?.(service, commit)));
  world.onEnd(({ name }) => tell(onCrash, (watch) => watch.crashed?.(name)));
  return {
    violations,
    crashed: (error) => crash(error),
    answered: (exchange) => tell(onAnswer, (watch) => watch.answered?.(exchange)),
    mailed() {
      for (; mails < world.mails.length; mails += 1) {
        const mail = world.mails[mails];
        if (mail) tell(onMail, (watch) => watch.delivered?.(mail));
      }
    },
    waited: () => tell(onWait, (watch) => watch.waited?.()),
    begun: (application) => tell(onBegun, (watch) => watch.begun?.(application)),
    applied: (application) => tell(onApplied, (watch) => watch.applied?.(application)),
    disturbed: (call, verdict) => tell(onDisturbed, (watch) => watch.disturbed?.(call, verdict)),
    lastAsks: () => all.flatMap(({ watch }) => watch.lastAsks?.() ?? []),
    async ended(end) {
      for (const { name, watch } of all) {
        try {
          note(name, await watch.ended?.(end));
        } catch (error) {
          crash(error, name);
        }
      }
    },
  };
}
