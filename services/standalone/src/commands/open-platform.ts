import { existsSync } from 'node:fs';
import { dataFile } from '@huitang/engine-embedded';
import type { Environment } from '../options.ts';
import { type EmbeddedPlatform, embedded, type Replaced } from '../platform.ts';
import { version } from '../version.ts';

export const DEFAULT_URL = 'http://localhost:8080';

/** Throws when nothing has been stored in the folder, so that a mistyped name does not become a new installation. */
export function requireData(dataDir: string): void {
  const file = dataFile(dataDir);
  if (!existsSync(file)) throw new Error(`--data: a folder with data of Huitang; there is no ${file}`);
}

/** The platform on a data folder, as the server would have it. Rejects with `folder-in-use` while a server runs there. */
export function openPlatform(
  dataDir: string,
  environment: Environment,
  replaced: Replaced = {},
): Promise<EmbeddedPlatform> {
  const { HUITANG_PUBLIC_URL, HUITANG_UID_DOMAIN, HUITANG_MAIL_FROM, MAIL_URL } = environment;
  return embedded(
    {
      dataDir,
      publicUrl: HUITANG_PUBLIC_URL ?? DEFAULT_URL,
      ...(HUITANG_UID_DOMAIN !== undefined && { uidDomain: HUITANG_UID_DOMAIN }),
      ...(MAIL_URL !== undefined && { mailUrl: MAIL_URL }),
      mailFrom: HUITANG_MAIL_FROM,
      // Log lines would stand between those of the answer.
      logLevel: 'silent',
      version,
    },
    replaced,
  );
}
