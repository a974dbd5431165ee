import { Fault, messageOf } from '../faults.ts';
import type { Logger } from '../logger.ts';
import { fieldProblem, problem, type Reply } from './problem.ts';

/** What was thrown, as the problem to answer with; what is no fault of whoever asks goes to the log. */
export function failure(error: unknown, logger: Logger): Reply {
  if (error instanceof URIError) return problem(400, 'malformed-url', 'the address is not correctly percent-encoded');
  if (error instanceof Fault && error.code === 'invalid-cursor') {
    return fieldProblem(422, 'invalid-request', 'cursor', 'the cursor of an earlier page of the same list');
  }
  const retriable = error instanceof Fault && error.retriable;
  logger.error(
    {
      error: messageOf(error),
      code: error instanceof Fault ? error.code : 'internal-error',
      stack: error instanceof Error ? error.stack : undefined,
    },
    'request failed',
  );
  return retriable
    ? problem(503, error.code, 'not possible right now; nothing was half done, please try again')
    : problem(500, 'internal-error', 'this is our fault; the log has the details');
}
