import { CenterDocument, type CenterProfile } from '@huitang/contracts';
import { type Loaded, POSITION_HEADER, type Reply } from '@huitang/runtime';
import { centerStream } from './domain/center-days.ts';
import { type Center, versionOf } from './domain/center-state.ts';
import { refusalReply } from './refusals.ts';

export const documentOf = ({ resources: _, ...profile }: CenterProfile, version: number): CenterDocument => ({
  ...profile,
  version,
});

/** One center's state, from its stream. */
export type Known = Loaded<Center>;

/** Something of a center as it is now: its version as ETag, its place in the log for `?seen=`. */
export function centerReply(
  status: number,
  { state, position }: Known,
  body: (profile: CenterProfile, version: number) => unknown,
): Reply {
  if (!state) return refusalReply({ code: 'unknown-center' });
  const { profile } = state;
  const version = versionOf(state);
  return {
    status,
    body: body(profile, version),
    headers: {
      ETag: `"${version}"`,
      ...(position && { [POSITION_HEADER]: `${centerStream(profile.id)}@${position}` }),
    },
  };
}

export const documentReply = (status: number, known: Known): Reply => centerReply(status, known, documentOf);

/** How the API page describes it. */
export const documentResponse = (description: string) => ({ description, schema: CenterDocument });
