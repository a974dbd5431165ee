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
  /** An event for the reader's calendar (RFC 6047), which programs take from the mail by themselves. `method` as it says inside. */
  readonly invitation?: { readonly method: 'REQUEST' | 'CANCEL'; readonly content: string };
  /** Where a POST ends mails like this one, without any other question (RFC 8058). */
  readonly unsubscribeUrl?: string;
}

/** Takes mails to the next hop. Faults say whether to try again, and never name the address. */
export interface Mailer {
  /** Resolves when the mail was taken by the next hop; rejects within a minute when it was not, or nobody knows. */
  send(mail: Mail): Promise<void>;
  /** Ends connections kept for later mails; those under way are finished. */
  close?(): Promise<void>;
}
