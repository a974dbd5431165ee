import { expect, test } from '@jest/globals';
import { subscribeLinks } from '../src/subscribe.ts';

test('each way to subscribe has the address, escaped where it is part of another', () => {
  expect(subscribeLinks('https://huitang.test/feeds/centers/tianping.ics', '天平 & 徐汇')).toEqual({
    webcal: 'webcal://huitang.test/feeds/centers/tianping.ics',
    google: 'https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2Fhuitang.test%2Ffeeds%2Fcenters%2Ftianping.ics',
    outlook:
      'https://outlook.live.com/calendar/0/addfromweb?url=https%3A%2F%2Fhuitang.test%2Ffeeds%2Fcenters%2Ftianping.ics&name=%E5%A4%A9%E5%B9%B3+%26+%E5%BE%90%E6%B1%87',
    office:
      'https://outlook.office.com/calendar/0/addfromweb?url=https%3A%2F%2Fhuitang.test%2Ffeeds%2Fcenters%2Ftianping.ics&name=%E5%A4%A9%E5%B9%B3+%26+%E5%BE%90%E6%B1%87',
  });
});
