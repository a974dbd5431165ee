export interface Mail {
  /** Stable over retries, so a mailbox can drop a repeat. */
  readonly messageId: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** An iCalendar file to attach. */
  readonly calendar?: { readonly filename: string; readonly content: string };
}

/** Resolves when the mail was taken by the next hop; rejects with a `Fault` that says whether to try again. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
}
