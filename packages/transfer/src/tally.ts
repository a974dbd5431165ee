import { type Fingerprint, fingerprint } from './fingerprint.ts';
import type { Content, Contents } from './format.ts';

/** Counts what goes by. */
export interface Tally {
  add(content: Content): void;
  contents(): Contents;
}

export function tallyOf(services: readonly string[]): Tally {
  const commits = new Map(services.map((service) => [service, 0]));
  const truths = new Map<string, Fingerprint>(services.map((service) => [service, fingerprint()]));
  const records = new Map<string, number>();
  const subjectsTruth = fingerprint();
  let subjects = 0;
  return {
    add(content) {
      switch (content.kind) {
        case 'commit':
          commits.set(content.service, (commits.get(content.service) ?? 0) + 1);
          truths.get(content.service)?.add(content.commit);
          break;
        case 'subject':
          subjects += 1;
          subjectsTruth.add([content.subject, content.fields]);
          break;
        case 'record':
          records.set(content.set, (records.get(content.set) ?? 0) + 1);
          break;
      }
    },
    contents: () => ({
      commits: Object.fromEntries(commits),
      subjects,
      records: Object.fromEntries(records),
      truth: {
        commits: Object.fromEntries([...truths].map(([service, truth]) => [service, truth.text()])),
        subjects: subjectsTruth.text(),
      },
    }),
  };
}
