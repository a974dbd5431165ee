/** The only source of randomness below `main.ts`. */
export interface Ids {
  /** A fresh random UUID. */
  uuid(): string;
  /** A fresh UUID of version 7 (RFC 9562): later ones sort later, so that what is kept under them lies together. */
  orderedUuid(): string;
  /** 256 bits that nobody can guess, as base64url (RFC 4648 section 5): 43 characters. */
  secret(): string;
  /** A number in [0, 1), for jitter. */
  fraction(): number;
}
