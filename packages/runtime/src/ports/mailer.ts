export interface Mail {
  /** Stable over retries, so a mailbox can drop a repeat: `<left>@<domain>`, without angle brackets. */
  readonly messageId: string;
  /** When there was something to tell, as RFC 3339 text; stable over retries too. */
  readonly date: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** An iCalendar file to attach. */
  readonly calendar?: { readonly filename: string; readonly content: string };
}

/** Takes mails to the next hop. Faults say whether to try again, and never name the address. */
export interface Mailer {
  /** Resolves when the mail was taken by the next hop; rejects within a minute when it was not, or nobody knows. */
  send(mail: Mail): Promise<void>;
  /** Ends connections kept for later mails; those under way are finished. */
  close?(): Promise<void>;
}
