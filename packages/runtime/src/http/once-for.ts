import type { Refusal } from '../decider.ts';
import type { Outcome, Request } from '../executor/request.ts';
import type { Streams } from '../executor/streams.ts';
import type { Keyed } from './idempotency.ts';

/** What came of something that a person asked for, as far as its repeat is concerned. */
type Carried = { readonly ok: true; readonly unchanged: boolean } | { readonly ok: false };

interface Asking {
  readonly keyed: Keyed;
}

/**
 * Carries out what a request asks for, unless an earlier one of its key found everything so already: no log knows of that
 * one, and what has become of it since is not for its repeat. Then, and where such a one came first at the same time, `asIs`.
 */
export async function onceFor<O extends Carried>(
  { keyed }: Asking,
  carryOut: () => Promise<O>,
  asIs: () => Promise<O>,
): Promise<O> {
  if (keyed.isSo) return asIs();
  const outcome = await carryOut();
  if (!outcome.ok) return (await keyed.wasSo()) ? asIs() : outcome;
  if (outcome.unchanged) await keyed.noteSo();
  return outcome;
}

/** The same for a command of one stream: its repeat is answered by the state that there is. */
export const executeFor = <S, C, R extends Refusal>(
  asking: Asking,
  streams: Pick<Streams<S, C, R>, 'execute' | 'load'>,
  request: Request<C>,
): Promise<Outcome<S, R>> =>
  onceFor<Outcome<S, R>>(
    asking,
    () => streams.execute(request),
    async () => ({ ok: true, ...(await streams.load(request.stream)), repeated: true, unchanged: true }),
  );
