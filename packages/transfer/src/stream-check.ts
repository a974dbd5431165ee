import type { CommitLine } from './format.ts';
import { notAsWritten } from './unreadable.ts';

interface Known {
  readonly service: string;
  readonly version: number;
  readonly commandId: string;
}

/** What is wrong with a commit after the one known of its stream; undefined when nothing is. */
function wrongWith({ service, commit }: CommitLine, last: Known | undefined): string | undefined {
  const { stream, version, follows } = commit;
  if (version !== (last?.version ?? 0) + 1) return `${stream}@${version} follows version ${last?.version ?? 0}`;
  if (last && last.service !== service) return `${stream} is of ${last.service} and of ${service}`;
  if (follows !== undefined && follows !== last?.commandId) {
    return `${stream}@${version} was decided upon another commit than the one before it`;
  }
  return undefined;
}

/** Sees to it that commits come in the order of their versions, without gaps, each upon the one it follows. */
export function streamCheck(services: readonly string[]): (line: CommitLine) => void {
  const known = new Map<string, Known>();
  const names = new Set(services);
  return (line) => {
    const { service, commit } = line;
    if (!names.has(service)) throw notAsWritten(`its header does not name ${service}`);
    const wrong = wrongWith(line, known.get(commit.stream));
    if (wrong !== undefined) throw notAsWritten(wrong);
    known.set(commit.stream, { service, version: commit.version, commandId: commit.commandId });
  };
}
