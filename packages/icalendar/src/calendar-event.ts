/** One VEVENT in plain values: clean text, not yet escaped. */
export interface CalendarEvent {
  readonly uid: string;
  readonly sequence: number;
  /** RFC 3339; DTSTAMP and LAST-MODIFIED. */
  readonly modifiedAt: string;
  /** RFC 3339, half-open. */
  readonly start: string;
  readonly end: string;
  readonly status: 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED';
  readonly summary: string;
  readonly category?: string;
  readonly description?: string;
  readonly url?: string;
  readonly place: EventPlace;
}

/** LOCATION is title and address; Apple is told the two apart. */
export interface EventPlace {
  readonly title: string;
  readonly address: string;
  readonly geo?: { readonly latitude: number; readonly longitude: number };
}
