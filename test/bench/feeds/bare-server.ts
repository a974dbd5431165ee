import { createServer, type OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a bare server sends: as the platform did when it was asked, head and body. */
export interface Sent {
  readonly bytesBase64: string;
  readonly etag: string;
  readonly ok: OutgoingHttpHeaders;
  readonly notModified: OutgoingHttpHeaders;
}

// The plainest server of node:http that sends given bytes, forked by the bench; answers its port.
process.once('message', (message) => {
  // Sent by bare.ts, which knows this shape.
  const { bytesBase64, etag, ok, notModified } = message as Sent;
  const bytes = Buffer.from(bytesBase64, 'base64');
  const server = createServer((request, response) => {
    if (request.headers['if-none-match'] === etag) response.writeHead(304, notModified).end();
    else response.writeHead(200, ok).end(bytes);
  });
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
});
