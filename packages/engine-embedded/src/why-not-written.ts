import { codeOf, messageOf } from '@huitang/runtime';
import { resultCodeOf, resultCodes } from './sqlite/result-code.ts';

/** By the codes of Node: why a file in a folder could not be written. */
const reasons: Readonly<Record<string, (folder: string) => string>> = {
  ENOENT: (folder) => `there is no folder ${folder}`,
  ENOTDIR: (folder) => `${folder} is no folder`,
  EACCES: (folder) => `this user may not write into ${folder}`,
  EPERM: (folder) => `this user may not write into ${folder}`,
  EROFS: (folder) => `${folder} is on a read-only file system`,
  ENOSPC: () => 'the disk is full',
  EDQUOT: () => "this user's share of the disk is full",
  EFBIG: () => 'the file system does not take so large a file',
};

/** Why nothing could be written into `folder`, as the end of a sentence; the error's own words where they are not known. */
export function whyNotWritten(error: unknown, folder: string): string {
  if (resultCodeOf(error) === resultCodes.full) return 'the disk is full';
  const code = codeOf(error);
  const reason = Object.hasOwn(reasons, code) ? reasons[code] : undefined;
  return reason?.(folder) ?? ((error instanceof Error ? error.message : code) || messageOf(error));
}
