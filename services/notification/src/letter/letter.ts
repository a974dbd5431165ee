/** A labelled value: when, where, what. */
export interface Row {
  readonly label: string;
  readonly value: string;
}

export interface Section {
  readonly heading: string;
  readonly lines: readonly string[];
}

export interface Link {
  readonly label: string;
  readonly url: string;
}

/** A mail in words, before it has a form: plain lines, not yet escaped for anything. */
export interface Letter {
  readonly language: 'zh' | 'en';
  readonly subject: string;
  readonly heading: string;
  readonly greeting: string;
  readonly opening: readonly string[];
  readonly rows: readonly Row[];
  readonly sections: readonly Section[];
  readonly links: readonly Link[];
  readonly footer: string;
  /** Where mails like this one end. */
  readonly unsubscribe?: Link;
}

/** Several letters to one recipient in one mail. */
export interface Digest
  extends Pick<Letter, 'language' | 'subject' | 'heading' | 'greeting' | 'footer' | 'unsubscribe'> {
  readonly letters: readonly Letter[];
}
