import type { Vault } from '@huitang/runtime';

export type Settings = Readonly<Record<string, string>>;

const subjectOf = (organizationId: string, channel: string): string => `channel/${organizationId}/${channel}`;

/** What an organization has given for a channel: secrets, told to nobody. */
export const settingsOf = (vault: Vault, organizationId: string, channel: string): Promise<Settings | undefined> =>
  vault.get(subjectOf(organizationId, channel));

export const keepSettings = (vault: Vault, organizationId: string, channel: string, settings: Settings) =>
  vault.put(subjectOf(organizationId, channel), settings);

export const forgetSettings = (vault: Vault, organizationId: string, channel: string): Promise<boolean> =>
  vault.erase(subjectOf(organizationId, channel));
