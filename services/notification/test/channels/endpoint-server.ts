import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Heard {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A server of an organization's own, which answers as a test wants it to. */
export interface EndpointServer {
  readonly url: string;
  readonly heard: Heard[];
  /** 200 where nothing else is said. */
  answer: (response: ServerResponse) => void;
  close(): Promise<void>;
}

export async function startEndpoint(port = 0): Promise<EndpointServer> {
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts).toString('utf8');
    endpoint.heard.push({ path: request.url ?? '', headers: request.headers, body });
    endpoint.answer(response);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const endpoint: EndpointServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard: [],
    answer: (response) => response.end(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return endpoint;
}
