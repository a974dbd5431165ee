import type { Platform, Route } from '@huitang/runtime';
import type { Choices } from '../choices.ts';
import type { Ledger } from '../ledger.ts';
import { endpointsOf } from './endpoint.ts';
import { endpointRoutes } from './routes-endpoints.ts';
import { tryRoutes } from './routes-tries.ts';
import { tryLogOf } from './tries.ts';

/** The webhooks of organizations over HTTP, and how their log is kept short. */
export function webhooksOf(
  platform: Platform,
  choices: Choices,
  ledger: Ledger,
): { readonly routes: readonly Route[]; readonly tidy: () => Promise<void> } {
  const endpoints = endpointsOf(platform);
  const log = tryLogOf(platform);
  const routes = [
    ...endpointRoutes({ platform, endpoints, choices }),
    ...tryRoutes({ platform, endpoints, ledger, log }),
  ];
  return { routes, tidy: () => log.tidy() };
}
