import type { Metrics } from '@huitang/runtime';

/** Counts what was answered before Express. It took no time that could be measured. */
export function countedAnswers({ httpSeconds }: Metrics, route: string): (status: number) => void {
  const labelled = (status: number) => httpSeconds.labels({ method: 'get', route, status: String(status) });
  const known = new Map<number, ReturnType<typeof labelled>>();
  return (status) => {
    const child = known.get(status) ?? labelled(status);
    known.set(status, child);
    child.observe(0);
  };
}
