import type { MessageName } from '../../domain/message.ts';

/** What one message says above its details. */
export interface MessageWords {
  /** `when` is `7月1日（周三）09:00`. */
  readonly subject: (title: string, when: string) => string;
  readonly heading: string;
  readonly opening: (title: string, when: string) => string;
}

/** Every word of a mail that does not come from an event, a center or an organization. */
export interface Words {
  readonly messages: Readonly<Record<MessageName, MessageWords>>;
  readonly greeting: (name: string) => string;
  readonly listed: (items: readonly string[]) => string;
  readonly counted: (name: string, count: number) => string;
  readonly people: (count: number) => string;
  readonly labels: {
    readonly time: string;
    readonly before: string;
    readonly wished: string;
    readonly stands: string;
    readonly rooms: string;
    readonly also: string;
    readonly center: string;
    readonly address: string;
    readonly kind: string;
    readonly headcount: string;
  };
  readonly sections: {
    readonly programme: string;
    readonly setup: string;
    readonly why: string;
    readonly whyNot: string;
    readonly alternatives: string;
  };
  readonly mayMove: {
    readonly heading: string;
    /** From the earliest to the latest of the starts. */
    readonly window: (span: string) => string;
    /** Where only one of the starts offered lies on the day. */
    readonly roomOnly: string;
    readonly until: (when: string) => string;
  };
  readonly round: {
    readonly heading: string;
    readonly collected: (until: string) => string;
    readonly answered: (by: string) => string;
    /** Of a wish that came when the round was closed. */
    readonly late: {
      readonly opening: (title: string) => string;
      readonly closed: (since: string) => string;
      readonly answered: (after: string) => string;
    };
  };
  /** Of what is held instead of what was taken away. */
  readonly answer: { readonly heading: string; readonly accept: (when: string) => string; readonly otherwise: string };
  /** That staff asked for it, in their own words. */
  readonly ordered: (reason: string) => string;
  readonly step: (clock: string, title: string, minutes: number, lead: string | undefined) => string;
  readonly setupFrom: (clock: string, minutes: number) => string;
  readonly clearedBy: (clock: string, minutes: number) => string;
  readonly placed: (when: string, where: string) => string;
  readonly noAlternatives: string;
  readonly alternativesNote: string;
  /** Where something is held: a new proposal would meet it. */
  readonly alternativesInstead: string;
  readonly links: { readonly page: string; readonly file: string; readonly feed: string };
  readonly digest: { readonly subject: (count: number) => string; readonly heading: string };
  readonly footer: string;
}
