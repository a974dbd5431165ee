import type { Platform, Route } from '@huitang/runtime';
import type { Ledger } from '../ledger.ts';
import type { NotificationViews } from '../views.ts';
import { type PreferenceStore, preferenceStore } from './preference-store.ts';
import { replanner } from './replan.ts';
import { preferenceRoutes } from './routes-preferences.ts';
import { unsubscribeRoutes } from './routes-unsubscribe.ts';
import { unsubscribeAddresses } from './unsubscribe-address.ts';

/** How organizations want to be told, and what follows when they say it. */
export interface PreferenceParts {
  readonly store: PreferenceStore;
  readonly routes: readonly Route[];
  /** Plans anew what is not sent yet of those who have changed theirs. */
  readonly settle: () => Promise<void>;
}

export function preferencesOf(platform: Platform, views: NotificationViews, ledger: Ledger): PreferenceParts {
  const store = preferenceStore(platform);
  const replan = replanner(platform, views, ledger, store);
  return {
    store,
    routes: [
      ...preferenceRoutes(platform, store),
      ...unsubscribeRoutes(platform, store, unsubscribeAddresses(platform)),
    ],
    settle: () => store.settle(replan),
  };
}
