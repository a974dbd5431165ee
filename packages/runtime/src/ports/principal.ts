import type { Language } from '@huitang/contracts';

/** Who asks. */
export interface Principal {
  readonly id: string;
  readonly roles: readonly ('organizer' | 'manager' | 'administrator')[];
  readonly language: Language;
}

/** Tells from a request's headers who asks; undefined when nobody known does. */
export interface Principals {
  of(headers: Readonly<Record<string, string | readonly string[] | undefined>>): Promise<Principal | undefined>;
}
