import { comparePositions, type Position, parsePosition, positionText } from '@huitang/contracts';
import { type Commit, POSITION_HEADER } from '@huitang/runtime';
import { codeOf, commandOf, fieldOf, isDone, isRefused, sentCommands } from '../client-commands.ts';
import type { Exchange } from '../exchange.ts';
import type { Findings, Invariant } from './invariant.ts';
import { soSince } from './so-since.ts';

interface Kept {
  readonly service: string;
  readonly stream: string;
}

/** What a 2xx said that a command has made, and how far its stream had come by then. */
interface Said {
  readonly id: unknown;
  readonly stream: string | undefined;
  readonly position: Position | undefined;
  /** Virtual milliseconds since 1970. */
  readonly at: number;
}

function saidBy({ answer, answeredAt = 0 }: Exchange): Said {
  const [stream, place] = answer?.headers[POSITION_HEADER]?.split('@') ?? [];
  const position = place === undefined ? undefined : parsePosition(place);
  return { id: fieldOf(answer?.body, 'id'), stream, position, at: answeredAt };
}

const placeOf = ({ stream, position }: Said): string => `${stream}@${position && positionText(position)}`;

const isEarlier = (one: Said, other: Said): boolean =>
  one.stream === other.stream &&
  one.position !== undefined &&
  other.position !== undefined &&
  comparePositions(one.position, other.position) < 0;

/** Every command answered 2xx is in the log, at that moment and for ever, and its repeat gets the same answer. */
export const nothingLost: Invariant = {
  name: 'I2 nothing acknowledged is lost',
  watch(view) {
    const { durable } = view.world;
    const sent = sentCommands(view);
    const so = soSince(view);
    const kept = new Map<string, Kept>();
    /** What the first 2xx said. */
    const answered = new Map<string, Said>();

    const askedFirst = (commandId: string, { sentAt }: Exchange): number => sent.of(commandId)[0]?.sentAt ?? sentAt;

    /** Done, it may be, for a request that was still on its way when another one found it so: none was sent later. */
    function isOfAnEarlier(commandId: string, { at }: Said): boolean {
      const all = sent.of(commandId);
      return all.some(({ answer }) => !answer) && all.every(({ sentAt }) => sentAt < at);
    }

    /** Where a repeat is told of something else, or of what it was before. */
    function repeated(commandId: string, first: Said, now: Said): Findings {
      return [
        ...(now.id !== first.id ? [`${commandId} made ${first.id}, and repeated it is ${now.id}`] : []),
        ...(isEarlier(now, first)
          ? [`${commandId} was told of ${placeOf(first)}, and repeated of ${placeOf(now)}`]
          : []),
      ];
    }

    function acknowledged(commandId: string, exchange: Exchange): Findings {
      const now = saidBy(exchange);
      const first = answered.get(commandId);
      // What was so when it was asked for first is told so ever after.
      const isLost = !kept.has(commandId) && !first && !so.wasSo(exchange, askedFirst(commandId, exchange));
      if (!first) answered.set(commandId, now);
      return [
        ...(isLost ? [`${commandId} was answered ${exchange.answer?.status}, and is in no log`] : []),
        ...(first ? repeated(commandId, first, now) : []),
      ];
    }

    function gone(): Findings {
      return [...answered.keys()].flatMap((commandId) => {
        const where = kept.get(commandId);
        if (!where || durable.log(where.service).findCommand(where.stream, commandId)) return [];
        kept.delete(commandId);
        return [`${commandId} was acknowledged, and is not in ${where.stream} any more`];
      });
    }

    return {
      committed(service: string, commit: Commit) {
        so.know(service, commit);
        const { stream, commandId, causationId } = commit;
        if (causationId !== null) return [];
        const first = kept.has(commandId) ? undefined : answered.get(commandId);
        kept.set(commandId, { service, stream });
        return first && !isOfAnEarlier(commandId, first)
          ? [`${commandId} was so already when it was asked for, and is carried out later`]
          : [];
      },
      answered(exchange) {
        const commandId = commandOf(exchange.ask);
        if (commandId === undefined) return [];
        if (isDone(exchange)) return acknowledged(commandId, exchange);
        if (!isRefused(exchange) || !answered.has(commandId) || sent.isReused(commandId)) return [];
        return [`${commandId} was carried out, and repeated it is refused: ${codeOf(exchange)}`];
      },
      crashed: gone,
      ended: gone,
    };
  },
};
