import type { RawAnswer, RawRequest } from '../support/kept-connections.ts';
import type { Operation } from './operations.ts';

const CODE = /^[a-z]+(?:-[a-z]+)*$/;

/** What an address or a method that no operation has is answered, whatever the operation it was made from. */
const OF_NO_OPERATION = new Set(['no-such-address', 'method-not-allowed']);

/** What whoever wants to change something may be answered before anybody looks whether there is such an operation. */
const BEFORE_ANY_OPERATION = new Set(['cross-site', 'invalid-idempotency-key']);

/** Refusals that are not about one field. */
const ABOUT_NO_FIELD = new Set([
  ...OF_NO_OPERATION,
  'malformed-request',
  'malformed-url',
  'request-aborted',
  'already-proposed',
  'already-cancelled',
  'answer-pending',
]);

const parsed = ({ body }: RawAnswer): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value: unknown = JSON.parse(body.toString());
    return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : undefined;
  } catch {
    return undefined;
  }
};

const isFieldError = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'field' in error &&
  typeof error.field === 'string' &&
  error.field !== '' &&
  'message' in error &&
  typeof error.message === 'string';

const namesAField = (errors: unknown): boolean =>
  Array.isArray(errors) && errors.length > 0 && errors.every(isFieldError);

/** Feeds answer in words, pages with a page: calendars and people read those. */
const isReadByOthers = ({ tag, path }: Operation, type: string): boolean =>
  (path.endsWith('.ics') && type.startsWith('text/plain')) || (tag === 'Pages' && type.startsWith('text/html'));

function isSaid(code: string, { method }: RawRequest, { status }: RawAnswer, operation: Operation): boolean {
  const isOther = method.toLowerCase() !== operation.method.toLowerCase();
  const ofNone = OF_NO_OPERATION.has(code) || (isOther && BEFORE_ANY_OPERATION.has(code));
  return ofNone || operation.codes.get(status)?.includes(code) === true;
}

function wrongProblem(request: RawRequest, answer: RawAnswer, operation: Operation): string | undefined {
  const problem = parsed(answer);
  if (!problem) return 'the problem is no JSON object';
  const code = String(problem.code);
  if (problem.status !== answer.status) return `the problem says status ${problem.status}`;
  if (!CODE.test(code)) return `its code is ${code}`;
  if (!isSaid(code, request, answer, operation))
    return `${operation.id} does not say that it may answer ${answer.status} ${code}`;
  if (!ABOUT_NO_FIELD.has(code) && !namesAField(problem.errors)) return `${code} names no field`;
  return undefined;
}

/** A position that there is, and that a busy view has not come to in time. */
const isNotSeenYet = (request: RawRequest, answer: RawAnswer): boolean =>
  answer.status === 503 && request.path.includes('seen=') && parsed(answer)?.code === 'not-seen-yet';

/** What is wrong with an answer, whatever was asked; undefined for a success or a proper refusal. */
export function wrongAnswer(request: RawRequest, answer: RawAnswer, operation: Operation): string | undefined {
  const { status, headers, body } = answer;
  const said = `${status} ${body.toString().slice(0, 400)}`;
  if (status < 400 || isNotSeenYet(request, answer)) return undefined;
  if (status >= 500) return `answered ${said}`;
  // An answer to HEAD has no body to look at.
  if (request.method === 'HEAD') return undefined;
  const type = String(headers['content-type']);
  if (isReadByOthers(operation, type)) return undefined;
  const why = type.startsWith('application/problem+json')
    ? wrongProblem(request, answer, operation)
    : `it is ${type}, no problem document`;
  return why && `${why}: ${said}`;
}
