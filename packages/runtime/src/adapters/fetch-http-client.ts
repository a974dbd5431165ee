import { Fault, messageOf } from '../faults.ts';
import type { HttpAnswer, HttpClient, HttpRequest } from '../ports/http-client.ts';
import { networksOf } from './outside/networks.ts';
import { outsideRequest } from './outside/outside-request.ts';

/** Few have more to say; what does not end must not fill the memory. */
const ANSWER_MAX_BYTES = 5 * 1_048_576;

function requestOf({ method, url, headers = {}, body }: HttpRequest, signal: AbortSignal): Request {
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

async function fetched(request: Request, answerMaxBytes: number): Promise<HttpAnswer> {
  const response = await fetch(request);
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await textOf(response, answerMaxBytes),
  };
}

export interface HttpClientOptions {
  readonly answerMaxBytes?: number;
  readonly inside?: readonly string[];
}

/**
 * Outgoing HTTP with the platform's fetch; what goes `outside` with Node's own client, which can be told whom to connect
 * to, and may reach the networks of `inside` (`10.1.0.0/16`) besides. Rejects with a `Fault`: retriable when nobody
 * answered completely in time, final when the request cannot be sent as it is or the answer is too large. Messages name
 * the host, never the rest of the address, which may carry a secret.
 */
export function fetchHttpClient(options: HttpClientOptions = {}): HttpClient {
  const { answerMaxBytes = ANSWER_MAX_BYTES, inside = [] } = options;
  const allowed = networksOf(inside);
  return {
    async request(asked) {
      const signal = AbortSignal.timeout(asked.timeoutMs);
      const request = requestOf(asked, signal);
      const url = new URL(request.url);
      const { host } = url;
      try {
        return asked.outside
          ? await outsideRequest(asked, url, allowed, signal)
          : await fetched(request, answerMaxBytes);
      } catch (error) {
        if (error instanceof Fault) throw error;
        const isLate = signal.aborted;
        const [code, what] = isLate ? ['http-timeout', `in ${asked.timeoutMs} ms`] : ['http-unreachable', 'completely'];
        throw new Fault(code, `${host} did not answer ${what}`, { retriable: true, cause: error });
      }
    },
  };
}
