/** What keeps the engines from running, as one sentence for the person who asked for them. */
export class EnginesFailure extends Error {}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
