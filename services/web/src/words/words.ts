import type { Audience, LocalDate } from '@huitang/contracts';

/** What rooms are known to have. Features are an open vocabulary: others are shown as they are written. */
type KnownFeature =
  | 'audio'
  | 'exhibition'
  | 'flag'
  | 'mirror-wall'
  | 'oath-wall'
  | 'outdoor'
  | 'piano'
  | 'projector'
  | 'reception'
  | 'stage'
  | 'step-free'
  | 'whiteboard';

/** Who leads a step of a programme. */
type KnownLead = 'guide' | 'host' | 'lecturer' | 'new-member' | 'oath-leader' | 'secretary' | 'senior-member';

interface DayCounts {
  readonly activities: number;
  readonly roomsUsed: number;
  readonly rooms: number;
}

/** Every word of the pages that does not come from the API; one file per language has them all. */
export interface Words {
  /** For `lang` and for formatting. */
  readonly locale: string;
  readonly site: {
    readonly name: string;
    readonly about: string;
    readonly skip: string;
    readonly navigation: string;
    readonly home: string;
    readonly api: string;
    readonly openApi: string;
    readonly health: string;
    readonly otherLanguage: string;
    readonly footer: string;
    readonly sample: string;
    readonly sampleNote: string;
  };
  readonly dates: {
    /** `7月1日 星期三` */
    readonly day: (date: LocalDate) => string;
    readonly dayWithYear: (date: LocalDate) => string;
    /** `周三` */
    readonly weekday: (date: LocalDate) => string;
    /** `7月1日` */
    readonly short: (date: LocalDate) => string;
    /** The day of the Chinese calendar; empty where nobody expects it. */
    readonly lunar: (date: LocalDate) => string;
    /** 0 for Monday. */
    readonly weekdays: readonly string[];
    readonly fromTo: (from: string, to: string) => string;
    readonly overnight: (from: string, to: string) => string;
    readonly minutes: (minutes: number) => string;
    readonly inZone: (zone: string) => string;
  };
  readonly home: {
    readonly title: string;
    readonly searchLabel: string;
    readonly searchButton: string;
    readonly found: (count: number, text: string) => string;
    readonly none: string;
    readonly noneFound: string;
    readonly showAll: string;
    readonly centers: (count: number) => string;
    readonly open: string;
    readonly more: string;
    readonly others: (count: number) => string;
  };
  readonly center: {
    readonly formerNames: string;
    readonly until: (name: string, date: string) => string;
    readonly address: string;
    readonly map: string;
    readonly sections: string;
    readonly date: string;
    readonly go: string;
    readonly today: string;
    readonly previousDay: string;
    readonly nextDay: string;
    readonly previousWeek: string;
    readonly nextWeek: string;
    readonly hours: string;
    readonly facilities: string;
    readonly noFacilities: string;
    readonly openNow: string;
    readonly shutNow: string;
    readonly untilTime: (time: string) => string;
    readonly opensAt: (time: string) => string;
    readonly opensOn: (weekday: string, time: string) => string;
    readonly todaysHours: string;
    readonly closedToday: string;
    readonly specialDay: string;
    /** Of a Saturday or Sunday on which people work. */
    readonly adjustedWorkday: string;
    readonly unusualDays: string;
    readonly closed: string;
  };
  readonly use: {
    readonly today: string;
    readonly onDay: (date: string) => string;
    readonly week: string;
    readonly weekFrom: (from: string, to: string) => string;
    readonly caption: (center: string, date: string) => string;
    readonly weekCaption: (center: string, from: string, to: string) => string;
    readonly sentence: (counts: DayCounts) => string;
    readonly nothing: (rooms: number) => string;
    /** Which rooms a table has, where it does not have all. */
    readonly roomPage: (first: number, last: number, total: number) => string;
    readonly previousRooms: string;
    readonly nextRooms: string;
    readonly otherRooms: (count: number) => string;
    readonly moreThatDay: (count: number) => string;
    readonly inUseNow: (rooms: number) => string;
    readonly freeInTheEvening: (rooms: number) => string;
    readonly unknown: string;
    readonly room: string;
    readonly seats: (count: number) => string;
    readonly times: (count: number) => string;
    readonly free: string;
    readonly share: (percent: number) => string;
    readonly people: (count: number) => string;
    readonly occupied: string;
    readonly setup: string;
    readonly teardown: string;
    /** Short, for bars. */
    readonly pending: string;
    readonly changePending: string;
    /** Short, for bars. */
    readonly tentative: string;
    readonly mayMove: string;
    readonly closed: string;
    readonly now: string;
    readonly goesOn: string;
    readonly beganBefore: string;
    readonly legend: string;
    readonly scrolls: string;
  };
  readonly agenda: {
    readonly title: string;
    readonly today: string;
    readonly tomorrow: string;
    readonly on: string;
    readonly over: string;
    readonly membersOnly: string;
    /** Also where there was something before. */
    readonly nothingToday: string;
    readonly nothing: string;
    readonly more: (count: number, isAtLeast: boolean) => string;
    /** Where what follows a list is found. */
    readonly from: (date: string) => string;
    readonly restInTables: string;
    readonly startsAt: (stop: string, stops: number) => string;
    readonly placeOpen: string;
  };
  readonly rooms: {
    readonly title: string;
    readonly floor: string;
    readonly seats: string;
    readonly features: string;
    readonly buffers: string;
    readonly setupTeardown: (setup: number, teardown: number) => string;
    readonly none: string;
    readonly nothing: string;
    readonly feature: Readonly<Record<KnownFeature, string>>;
  };
  readonly catalogue: {
    readonly routes: string;
    readonly packages: string;
    readonly noRoutes: string;
    readonly noPackages: string;
    readonly walk: (minutes: number) => string;
    readonly stay: (minutes: number) => string;
    readonly wholeRoute: (stops: number, minutes: number) => string;
    readonly audience: Readonly<Record<Audience, string>>;
  };
  readonly subscribe: {
    readonly title: string;
    readonly intro: string;
    readonly calendar: string;
    readonly open: string;
    readonly openNamed: (name: string) => string;
    readonly address: string;
    readonly everything: string;
    readonly groups: Readonly<Record<'center' | 'room' | 'kind' | 'package' | 'route', string>>;
    readonly howTo: string;
    readonly steps: readonly string[];
    readonly none: string;
    readonly all: (count: number) => string;
    readonly otherRooms: string;
    readonly page: string;
    readonly google: string;
    readonly outlook: string;
    readonly office: string;
    readonly qrOf: (name: string) => string;
  };
  readonly inbox: {
    readonly title: string;
    readonly unread: (count: number) => string;
    readonly allRead: string;
    readonly markAll: string;
    /** Before a message that nobody has counted as read. */
    readonly isNew: string;
    readonly open: string;
    readonly none: string;
    readonly older: string;
    readonly newest: string;
  };
  readonly activity: {
    readonly occupied: string;
    readonly occupiedNote: string;
    readonly membersNote: string;
    readonly when: string;
    readonly wished: string;
    /** When it was, until staff put it elsewhere. */
    readonly before: string;
    readonly where: string;
    readonly kind: string;
    readonly size: string;
    readonly programme: string;
    readonly lead: Readonly<Record<KnownLead, string>>;
    readonly addToCalendar: string;
    readonly download: string;
    readonly follow: string;
    readonly backToCenter: string;
    readonly placeOpen: string;
    readonly status: {
      readonly proposed: string;
      readonly proposedNote: string;
      readonly confirmed: string;
      readonly declined: string;
      readonly declinedNote: string;
      readonly takenBackNote: string;
      readonly cancelled: string;
      readonly cancelledNote: string;
      readonly changing: string;
      readonly displaced: string;
      readonly displacedNote: (date: string) => string;
      readonly changeRefused: string;
      readonly mayMove: (date: string) => string;
      /** That the wish waits in the round of a day, and when that is answered. */
      readonly round: (day: string, date: string, time: string) => string;
      /** The same for one that came when the wishes were collected. */
      readonly roundLate: (day: string, date: string, time: string) => string;
    };
    readonly reasons: string;
    readonly nearest: string;
  };
  readonly failure: {
    readonly notFound: string;
    readonly notFoundNote: string;
    readonly away: string;
    readonly awayNote: string;
    readonly broken: string;
    readonly brokenNote: string;
    readonly backHome: string;
  };
}
