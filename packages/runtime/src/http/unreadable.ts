import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { codeOf } from '../faults.ts';
import { fieldProblem, problem, type Reply } from './problem.ts';

/** By Node's code: what is wrong with a request that is no HTTP, or too much of it. */
const replies: Readonly<Record<string, Reply>> = {
  HPE_HEADER_OVERFLOW: fieldProblem(431, 'headers-too-large', 'headers', 'at most 16 KB, the address among them'),
  ERR_HTTP_REQUEST_TIMEOUT: problem(408, 'request-timeout', 'the request did not come in time'),
};

const MALFORMED = problem(400, 'malformed-request', 'this is no HTTP/1.1 request');

/**
 * Answers what never reaches a route, because it could not be read; to be heard at a server's `clientError`, with what
 * Node would send by itself being a status alone. The connection ends with it.
 */
export function answerUnreadable(error: unknown, socket: Duplex): void {
  const code = codeOf(error);
  if (code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, contentType, body } = (Object.hasOwn(replies, code) && replies[code]) || MALFORMED;
  const text = JSON.stringify(body);
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Type: ${contentType}\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
  );
}
