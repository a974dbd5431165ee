import { afterEach, beforeEach } from '@jest/globals';

/** One engine with fresh data, as a suite uses it. */
export interface Harness<Port> {
  readonly port: Port;
  /** Ends the engine as a crash would (nothing under way is waited for) and opens it again on the same data. */
  reopen(): Promise<Port>;
  /** Ends it and removes its data. */
  close(): Promise<void>;
  /** The engine's time; the machine's when absent. */
  readonly time?: Time;
}

export interface Time {
  now(): number;
  pass(ms: number): Promise<void>;
}

export type OpenHarness<Port> = () => Promise<Harness<Port>>;

const machineTime: Time = {
  now: () => Date.now(),
  pass: (ms) =>
    new Promise((resolve) => {
      setTimeout(resolve, ms);
    }),
};

export interface Bench<Port> {
  /** The port of the test that runs; after `reopen` the new one. */
  port(): Port;
  reopen(): Promise<Port>;
  readonly time: Time;
  /** Lets time pass until `holds`; the test's own time limit ends a wait in vain. */
  until(holds: () => boolean | Promise<boolean>): Promise<void>;
}

const POLL_MS = 5;

/** Opens an engine before each test of the suite around it and closes it afterwards. */
export function useHarness<Port>(open: OpenHarness<Port>): Bench<Port> {
  let harness: Harness<Port> | undefined;
  let current: Port | undefined;
  const opened = (): Harness<Port> => {
    if (!harness) throw new Error('the engine is open only while a test runs');
    return harness;
  };
  beforeEach(async () => {
    harness = await open();
    current = harness.port;
  });
  afterEach(async () => {
    await harness?.close();
    harness = undefined;
  });
  const time: Time = {
    now: () => (opened().time ?? machineTime).now(),
    pass: (ms) => (opened().time ?? machineTime).pass(ms),
  };
  return {
    port: () => current ?? opened().port,
    async reopen() {
      current = await opened().reopen();
      return current;
    },
    time,
    async until(holds) {
      while (!(await holds())) await time.pass(POLL_MS);
    },
  };
}
