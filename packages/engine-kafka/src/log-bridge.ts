import { type Logger, messageOf } from '@huitang/runtime';
import { type LogEntry, type logCreator, logLevel } from 'kafkajs';

/** What kafkajs calls an error is mostly something it, or we, try again: worth a warning, not a page. */
const levels = {
  [logLevel.NOTHING]: 'debug',
  [logLevel.ERROR]: 'warn',
  [logLevel.WARN]: 'warn',
  [logLevel.INFO]: 'debug',
  [logLevel.DEBUG]: 'debug',
} as const;

/** Which of kafkajs's fields are kept: none that holds a message. */
const FIELDS = ['groupId', 'topic', 'partition', 'broker', 'retryCount', 'retryTime'];

/** An answer that is an error goes to whoever asked: a division of the group alone would give a warning for each heartbeat. */
const isAnswer = ({ namespace, log }: LogEntry): boolean =>
  namespace === 'Connection' && log.message.startsWith('Response ');

/** kafkajs's log lines as lines of ours. */
export const bridgedTo =
  (logger: Logger): logCreator =>
  () =>
  (entry: LogEntry) => {
    const { namespace, level, log } = entry;
    const fields = Object.fromEntries(FIELDS.flatMap((name) => (log[name] === undefined ? [] : [[name, log[name]]])));
    const error = log.error === undefined ? {} : { error: messageOf(log.error) };
    logger[isAnswer(entry) ? 'debug' : levels[level]]({ kafkajs: namespace, ...fields, ...error }, log.message);
  };
