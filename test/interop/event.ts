/** One event as a calendar program shows it. Instants are `yyyy-mm-ddThh:mm:ssZ`; what there is none of is ''. */
export interface ShownEvent {
  readonly uid: string;
  readonly start: string;
  readonly end: string;
  readonly summary: string;
  readonly location: string;
  readonly description: string;
  readonly status: string;
  readonly sequence: number;
}

export type Field = keyof ShownEvent;
