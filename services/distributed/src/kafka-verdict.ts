import type { KafkaEngine } from '@huitang/engine-kafka';
import { type Clock, Fault } from '@huitang/runtime';

/** It may pass, since passwords are changed, and is no absence all the same. */
const REFUSED = 'kafka-refused';
/** A verdict is good for so long. */
const KEPT_MS = 2_000;
/** Whoever asks waits no longer: a Kafka that does not answer takes ten seconds to find out. */
const WAIT_MS = 1_000;

/**
 * Rejects while Kafka is there and says no: to the login or the certificate, or because of a topic that is not as it is
 * configured. One that is away is no reason to be unready: commands are accepted, and told once it is back.
 */
export type KafkaVerdict = (waitMs?: number) => Promise<void>;

export function kafkaVerdict(kafka: Pick<KafkaEngine, 'ready'>, clock: Clock): KafkaVerdict {
  let no: unknown;
  let underWay: Promise<void> | undefined;
  let askedAt = Number.NEGATIVE_INFINITY;

  const judge = (error: unknown): void => {
    const isAway = error instanceof Fault && error.retriable && error.code !== REFUSED;
    if (!isAway) no = error;
  };

  function ask(): Promise<void> {
    askedAt = clock.now();
    const asked = kafka.ready().then(() => {
      no = undefined;
    }, judge);
    return asked.finally(() => {
      underWay = undefined;
    });
  }

  return async (waitMs = WAIT_MS) => {
    if (!underWay && clock.now() - askedAt >= KEPT_MS) underWay = ask();
    if (underWay) await Promise.race([underWay, new Promise<void>((resolve) => clock.after(waitMs, resolve))]);
    if (no !== undefined) throw no;
  };
}
