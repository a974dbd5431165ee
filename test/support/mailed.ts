import type { clientOf } from './client.ts';
import { type Patience, until } from './until.ts';

/** Resolves when nothing that people are to be told waits to be sent by the process that answers here. */
export async function untilMailed(
  { get }: Pick<ReturnType<typeof clientOf>, 'get'>,
  patience?: Patience,
): Promise<void> {
  await until(async () => /^huitang_deliveries_due 0$/m.test((await get('/metrics')).text), patience);
}
