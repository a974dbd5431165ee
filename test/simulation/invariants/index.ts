import { announcedInTime } from './announced-in-time.ts';
import { asPreferred } from './as-preferred.ts';
import { bounded } from './bounded.ts';
import { claimsCover } from './claims-cover.ts';
import { closedIsEmpty } from './closed-is-empty.ts';
import { completeHistory } from './complete-history.ts';
import { copiesAreGood } from './copies-are-good.ts';
import { displacedIsTold } from './displaced-is-told.ts';
import { everythingEnds } from './everything-ends.ts';
import { feedIsState } from './feed-is-state.ts';
import { fitsIsGranted } from './fits-is-granted.ts';
import { fixedStays } from './fixed-stays.ts';
import { foreseenIsSo } from './foreseen-is-so.ts';
import { heldIsConfirmed } from './held-is-confirmed.ts';
import { ifMatchKept } from './if-match-kept.ts';
import { inOrder } from './in-order.ts';
import type { Invariant } from './invariant.ts';
import { isolation } from './isolation.ts';
import { lentHaveTheWay } from './lent-have-the-way.ts';
import { listsAreState } from './lists-are-state.ts';
import { namesArrive } from './names-arrive.ts';
import { noDoubleBooking } from './no-double-booking.ts';
import { noPhantom } from './no-phantom.ts';
import { noWrongRefusal } from './no-wrong-refusal.ts';
import { nothingLost } from './nothing-lost.ts';
import { ordersNameWho } from './orders-name-who.ts';
import { ordersRefusedRightly } from './orders-refused-rightly.ts';
import { privateStaysPrivate } from './private-stays-private.ts';
import { quotaKept } from './quota-kept.ts';
import { rebuiltIsLive } from './rebuilt-is-live.ts';
import { rightMails } from './right-mails.ts';
import { rightPerson } from './right-person.ts';
import { roundAnswersAll } from './round-answers-all.ts';
import { rulesAreKept } from './rules-are-kept.ts';
import { saysWhatWasAsked } from './says-what-was-asked.ts';
import { seenIsIncluded } from './seen-is-included.ts';
import { toldOnce } from './told-once.ts';
import { unmetIsCounted } from './unmet-is-counted.ts';

/** All that every run is watched for. */
export const invariants: readonly Invariant[] = [
  noDoubleBooking,
  claimsCover,
  toldOnce,
  nothingLost,
  saysWhatWasAsked,
  ifMatchKept,
  seenIsIncluded,
  noPhantom,
  noWrongRefusal,
  fitsIsGranted,
  foreseenIsSo,
  heldIsConfirmed,
  fixedStays,
  closedIsEmpty,
  displacedIsTold,
  ordersNameWho,
  ordersRefusedRightly,
  roundAnswersAll,
  quotaKept,
  lentHaveTheWay,
  rulesAreKept,
  everythingEnds,
  announcedInTime,
  rightMails,
  rightPerson,
  asPreferred,
  namesArrive,
  inOrder,
  feedIsState,
  copiesAreGood,
  listsAreState,
  unmetIsCounted,
  privateStaysPrivate,
  rebuiltIsLive,
  completeHistory,
  isolation,
  bounded,
];
