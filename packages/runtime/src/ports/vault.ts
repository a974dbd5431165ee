/** Personal data and free text that may name people, by subject (`organization/<id>`, `activity/<id>`), outside the log. */
export interface Vault {
  get(subject: string): Promise<Readonly<Record<string, string>> | undefined>;
  /** Sets these fields and leaves the others. Durable when it resolves. */
  put(subject: string, fields: Readonly<Record<string, string>>): Promise<void>;
  /** Subjects with this prefix, ascending. */
  subjects(prefix: string, limit: number, after?: string): Promise<readonly string[]>;
  /** Nothing of the subject is left when it resolves; true when there was something. */
  erase(subject: string): Promise<boolean>;
}
