import { z } from 'zod';

/** How a calendar is added: what phones open, and the pages of those who fetch for people. */
export const SubscribeLinks = z.object({
  /** What calendar programs open as a subscription. */
  webcal: z.string(),
  google: z.string(),
  /** Outlook.com, and Microsoft 365. */
  outlook: z.string(),
  office: z.string(),
});
export type SubscribeLinks = z.infer<typeof SubscribeLinks>;

export const webcalOf = (url: string): string => url.replace(/^https?:/, 'webcal:');

/** For a feed's address; the name is what the calendar is called until it has told its own. */
export function subscribeLinks(url: string, name: string): SubscribeLinks {
  const webcal = webcalOf(url);
  const added = new URLSearchParams({ url, name });
  return {
    webcal,
    google: `https://calendar.google.com/calendar/r?${new URLSearchParams({ cid: webcal })}`,
    outlook: `https://outlook.live.com/calendar/0/addfromweb?${added}`,
    office: `https://outlook.office.com/calendar/0/addfromweb?${added}`,
  };
}
