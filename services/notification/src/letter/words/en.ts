import type { Words } from './words.ts';

export const en: Words = {
  messages: {
    deferred: {
      subject: (title) => `In the round: ${title}`,
      heading: 'In the round',
      opening: (title) =>
        `Many ask for that day, so all wishes for it are collected and answered together. “${title}” is among them.`,
    },
    confirmed: {
      subject: (title, when) => `Confirmed: ${title} · ${when}`,
      heading: 'Confirmed',
      opening: (title) => `“${title}” is confirmed. This is reserved for you:`,
    },
    changed: {
      subject: (title, when) => `Changed: ${title} · ${when}`,
      heading: 'Change confirmed',
      opening: (title) => `The change of “${title}” is confirmed. From now on this holds:`,
    },
    moved: {
      subject: (title, when) => `Moved: ${title} · ${when}`,
      heading: 'Moved',
      opening: (title) => `“${title}” has been moved within the times you offered. From now on this holds:`,
    },
    announced: {
      subject: (title, when) => `Announced: ${title} · ${when}`,
      heading: 'Announced',
      opening: (title) => `“${title}” is announced: time and room do not change by themselves any more.`,
    },
    renamed: {
      subject: (title, when) => `New name: ${title} · ${when}`,
      heading: 'The same place under a new name',
      opening: (title) =>
        `The room or the center of “${title}” has a new name. Time and place are as they were; this mail brings the name into your calendar.`,
    },
    displaced: {
      subject: (title, when) => `Another place: ${title} · ${when}`,
      heading: 'Another place is held for you',
      opening: (title) => `Sorry, the center had to take back what “${title}” had. This is held for you instead:`,
    },
    unplaced: {
      subject: (title, when) => `No longer possible: ${title} · ${when}`,
      heading: 'No longer possible',
      opening: (title) =>
        `Sorry, the center had to take back what “${title}” had, and nothing else suitable is free that day.`,
    },
    declined: {
      subject: (title) => `Not possible: ${title}`,
      heading: 'Not possible',
      opening: (title) => `Sorry, “${title}” could not be given a place.`,
    },
    'revision-declined': {
      subject: (title) => `Change not possible: ${title}`,
      heading: 'Change not possible',
      opening: (title) => `The change of “${title}” could not be made. What you had stays as it was.`,
    },
    cancelled: {
      subject: (title, when) => `Cancelled: ${title} · ${when}`,
      heading: 'Cancelled',
      opening: (title) => `“${title}” is cancelled. The rooms, people and things reserved for it are free again.`,
    },
    reminder: {
      subject: (title, when) => `Reminder: ${title} · ${when}`,
      heading: 'Reminder',
      opening: (title, when) => `“${title}” begins on ${when}.`,
    },
    'reminder-day': {
      subject: (title, when) => `Reminder: ${title} · ${when}`,
      heading: 'Reminder',
      opening: (title, when) => `“${title}” begins on ${when}.`,
    },
    'reminder-hour': {
      subject: (title, when) => `Starting soon: ${title} · ${when}`,
      heading: 'Starting soon',
      opening: (title, when) => `“${title}” is about to begin: ${when}.`,
    },
    'not-seen': {
      subject: (title, when) => `Your calendar is not up to date: ${title}, ${when}`,
      heading: 'Your calendar is not up to date',
      opening: (title) =>
        `“${title}” has changed, and a calendar of yours has not fetched that yet. What follows is what holds.`,
    },
  },
  greeting: (name) => `Dear ${name},`,
  listed: (items) => items.join(', '),
  counted: (name, count) => (count > 1 ? `${name} ×${count}` : name),
  people: (count) => `${count}`,
  labels: {
    time: 'Time',
    before: 'Before',
    wished: 'Asked for',
    stands: 'What stands',
    rooms: 'Room',
    also: 'Also reserved',
    center: 'Center',
    address: 'Address',
    kind: 'Kind',
    headcount: 'People',
  },
  sections: {
    programme: 'Programme',
    setup: 'Setting up and clearing',
    why: 'Why this place and time',
    whyNot: 'Why not',
    alternatives: 'What can be booked instead',
  },
  mayMove: {
    heading: 'What may still change',
    window: (span) => `It may still get another of the starts you offered: ${span}.`,
    roomOnly: 'The room may still be another one.',
    until: (when) => `Time and room are announced for good on ${when} at the latest; until then please invite nobody.`,
  },
  round: {
    heading: 'How it goes on',
    collected: (until) => `Wishes are collected until ${until}; who asked first does not matter.`,
    answered: (by) => `You have our answer by ${by}. Until then you can change your wish or call it off.`,
    late: {
      opening: (title) =>
        `Wishes for that day were collected and are being answered together; “${title}” came after that. It is answered next, with what the others have left.`,
      closed: (since) => `Wishes were collected until ${since}.`,
      answered: (after) =>
        `The others have their answer by ${after}, and you have yours right after. Until then you can change your wish or call it off.`,
    },
  },
  answer: {
    heading: 'Your answer',
    accept: (when) => `If it suits you, you need do nothing: it is announced on ${when}, or sooner if you announce it.`,
    otherwise: 'If it does not, revise or cancel it until then; until then please invite nobody.',
  },
  ordered: (reason) => `Staff of the center asked for a change: ${reason}.`,
  step: (clock, title, minutes, lead) => `${clock} ${title} (${minutes} min${lead ? `, ${lead}` : ''})`,
  setupFrom: (clock, minutes) => `You can set up from ${clock} (${minutes} min before the start).`,
  clearedBy: (clock, minutes) => `Please clear by ${clock} (${minutes} min after the end).`,
  placed: (when, where) => (where ? `${when}, ${where}` : when),
  noAlternatives: 'Nothing suitable is free right now; try another time or fewer needs.',
  alternativesNote: 'First come, first served: ask again with one of these to book it.',
  alternativesInstead:
    'First come, first served: revise this activity to one of these to book it; a new proposal would meet what is held for you.',
  links: {
    page: 'See the activity',
    file: 'Add to a calendar (once)',
    feed: 'Subscribe to the center’s calendar',
  },
  digest: { subject: (count) => `Your day: ${count} messages`, heading: 'Your day' },
  footer: 'Sent by Huitang; please do not reply to this mail.',
};
