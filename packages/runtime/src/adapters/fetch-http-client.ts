import { Fault, messageOf } from '../faults.ts';
import type { HttpClient } from '../ports/http-client.ts';

/** Few have more to say; what does not end must not fill the memory. */
const ANSWER_MAX_BYTES = 5 * 1_048_576;

type Asked = Parameters<HttpClient['request']>[0];

function requestOf({ method, url, headers = {}, body }: Asked, signal: AbortSignal): Request {
  try {
    return new Request(url, { method, headers, signal, ...(body !== undefined && { body }) });
  } catch (error) {
    throw new Fault('http-malformed-request', messageOf(error), { retriable: false, cause: error });
  }
}

async function textOf({ body }: Response, maxBytes: number): Promise<string> {
  if (!body) return '';
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body) {
    bytes += part.byteLength;
    if (bytes > maxBytes) {
      throw new Fault('http-answer-too-large', `an answer of at most ${maxBytes} bytes`, { retriable: false });
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/**
 * Outgoing HTTP with the platform's fetch. Rejects with a `Fault`: retriable when nobody answered completely in time,
 * final when the request cannot be sent as it is or the answer is too large. Messages name the host, never the rest of
 * the address, which may carry a secret.
 */
export const fetchHttpClient = (answerMaxBytes = ANSWER_MAX_BYTES): HttpClient => ({
  async request(asked) {
    const request = requestOf(asked, AbortSignal.timeout(asked.timeoutMs));
    const { host } = new URL(request.url);
    try {
      const response = await fetch(request);
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: await textOf(response, answerMaxBytes),
      };
    } catch (error) {
      if (error instanceof Fault) throw error;
      const isLate = request.signal.aborted;
      const [code, what] = isLate ? ['http-timeout', `in ${asked.timeoutMs} ms`] : ['http-unreachable', 'completely'];
      throw new Fault(code, `${host} did not answer ${what}`, { retriable: true, cause: error });
    }
  },
});
