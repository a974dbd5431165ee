import type { clientOf } from './client.ts';

/** Resolves when nothing that people are to be told waits to be sent by the process that answers here. */
export async function untilMailed({ get }: Pick<ReturnType<typeof clientOf>, 'get'>): Promise<void> {
  while (!/^huitang_deliveries_due 0$/m.test((await get('/metrics')).text)) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
