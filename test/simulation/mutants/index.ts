import type { Mutant } from './mutant.ts';
import { acknowledgedBeforeWritten } from './planted/acknowledged-before-written.ts';
import { announcementNotDurable } from './planted/announcement-not-durable.ts';
import { answerAfterCancellation } from './planted/answer-after-cancellation.ts';
import { claimIgnored } from './planted/claim-ignored.ts';
import { closureNotOnDays } from './planted/closure-not-on-days.ts';
import { conflictCheckDropped } from './planted/conflict-check-dropped.ts';
import { copyAlwaysGood } from './planted/copy-always-good.ts';
import { declinesWhatFits } from './planted/declines-what-fits.ts';
import { dedupeWithoutRevision } from './planted/dedupe-without-revision.ts';
import { displacedClaimKept } from './planted/displaced-claim-kept.ts';
import { displacedUntold } from './planted/displaced-untold.ts';
import { displayRevisionKept } from './planted/display-revision-kept.ts';
import { feedFromStaleCache } from './planted/feed-from-stale-cache.ts';
import { fixedAsPreferred } from './planted/fixed-as-preferred.ts';
import { foreseesWhatIsTaken } from './planted/foresees-what-is-taken.ts';
import { gapIgnored } from './planted/gap-ignored.ts';
import { headwayForgotten } from './planted/headway-forgotten.ts';
import { holdsNotCounted } from './planted/holds-not-counted.ts';
import { idempotencyIndexDropped } from './planted/idempotency-index-dropped.ts';
import { ifMatchIgnored } from './planted/if-match-ignored.ts';
import { inboxDropped } from './planted/inbox-dropped.ts';
import { keyPerMessage } from './planted/key-per-message.ts';
import { keyTakenForTheSame } from './planted/key-taken-for-the-same.ts';
import { kitSummedWrongly } from './planted/kit-summed-wrongly.ts';
import { listForgetsCancellation } from './planted/list-forgets-cancellation.ts';
import { mailToSomebodyElse } from './planted/mail-to-somebody-else.ts';
import { marksForgotten } from './planted/marks-forgotten.ts';
import { maskForgotten } from './planted/mask-forgotten.ts';
import { notJudgedAgain } from './planted/not-judged-again.ts';
import { offersWhatIsTaken } from './planted/offers-what-is-taken.ts';
import { offsetOneTooFar } from './planted/offset-one-too-far.ts';
import { openingHoursIgnored } from './planted/opening-hours-ignored.ts';
import { orderUnnamed } from './planted/order-unnamed.ts';
import { planNotAwaited } from './planted/plan-not-awaited.ts';
import { poisonSwallowed } from './planted/poison-swallowed.ts';
import { preferenceIgnored } from './planted/preference-ignored.ts';
import { publishFailureIgnored } from './planted/publish-failure-ignored.ts';
import { quietHoursIgnored } from './planted/quiet-hours-ignored.ts';
import { quotaHoldsNotCounted } from './planted/quota-holds-not-counted.ts';
import { quotaNotReleased } from './planted/quota-not-released.ts';
import { refusalFromStaleCache } from './planted/refusal-from-stale-cache.ts';
import { releaseForgotten } from './planted/release-forgotten.ts';
import { repeatsCounted } from './planted/repeats-counted.ts';
import { replanForgotten } from './planted/replan-forgotten.ts';
import { replayForgetsBehind } from './planted/replay-forgets-behind.ts';
import { roomTooSmall } from './planted/room-too-small.ts';
import { roundForgetsOne } from './planted/round-forgets-one.ts';
import { roundPublishedTwice } from './planted/round-published-twice.ts';
import { rulesNotOnRevise } from './planted/rules-not-on-revise.ts';
import { saysSomethingElse } from './planted/says-something-else.ts';
import { seenDoesNotWait } from './planted/seen-does-not-wait.ts';
import { sentByOthersIgnored } from './planted/sent-by-others-ignored.ts';
import { syncOff } from './planted/sync-off.ts';
import { teardownForgotten } from './planted/teardown-forgotten.ts';
import { timerNotDurable } from './planted/timer-not-durable.ts';
import { travelForgotten } from './planted/travel-forgotten.ts';
import { unchangedNotNoted } from './planted/unchanged-not-noted.ts';
import { useShowsTitles } from './planted/use-shows-titles.ts';
import { useTakesTwoForOne } from './planted/use-takes-two-for-one.ts';
import { viewsGuardDropped } from './planted/views-guard-dropped.ts';
import { wishesIgnored } from './planted/wishes-ignored.ts';
import { wishesLate } from './planted/wishes-late.ts';

/** All that are planted. */
export const mutants: readonly Mutant[] = [
  acknowledgedBeforeWritten,
  announcementNotDurable,
  answerAfterCancellation,
  claimIgnored,
  closureNotOnDays,
  conflictCheckDropped,
  copyAlwaysGood,
  declinesWhatFits,
  dedupeWithoutRevision,
  displacedClaimKept,
  displacedUntold,
  displayRevisionKept,
  feedFromStaleCache,
  fixedAsPreferred,
  foreseesWhatIsTaken,
  gapIgnored,
  headwayForgotten,
  holdsNotCounted,
  idempotencyIndexDropped,
  ifMatchIgnored,
  inboxDropped,
  keyPerMessage,
  keyTakenForTheSame,
  kitSummedWrongly,
  listForgetsCancellation,
  mailToSomebodyElse,
  marksForgotten,
  maskForgotten,
  notJudgedAgain,
  offersWhatIsTaken,
  offsetOneTooFar,
  openingHoursIgnored,
  orderUnnamed,
  planNotAwaited,
  poisonSwallowed,
  preferenceIgnored,
  publishFailureIgnored,
  quietHoursIgnored,
  quotaHoldsNotCounted,
  quotaNotReleased,
  refusalFromStaleCache,
  releaseForgotten,
  repeatsCounted,
  replanForgotten,
  replayForgetsBehind,
  roomTooSmall,
  roundForgetsOne,
  roundPublishedTwice,
  rulesNotOnRevise,
  saysSomethingElse,
  seenDoesNotWait,
  sentByOthersIgnored,
  syncOff,
  teardownForgotten,
  timerNotDurable,
  travelForgotten,
  unchangedNotNoted,
  useShowsTitles,
  useTakesTwoForOne,
  viewsGuardDropped,
  wishesIgnored,
  wishesLate,
];
