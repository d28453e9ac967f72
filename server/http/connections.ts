/** What one connection may take, and how all of them end. */
import type { Server } from 'node:http';

/** Headers have to be there this soon, so that slow senders cannot hold all connections (slowloris). */
const HEADERS_TIMEOUT_MS = 10_000;
/** A whole request; an upload on a slow line comes in several, each going on where the last one ended. */
const REQUEST_TIMEOUT_MS = 300_000;
const KEEP_ALIVE_MS = 15_000;
const MAX_HEADERS = 100;
const MAX_CONNECTIONS = 10_000;
/** Requests still running when the server closes get this long. */
const GRACE_MS = 5_000;

/** `code` of Node's parser errors that have an own status. */
const PARSER_STATUS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

const MALFORMED = JSON.stringify({
  type: 'urn:wawar:problem:malformed_http',
  title: 'Permintaan tidak dapat dibaca.',
  code: 'malformed_http',
});

/** Sets limits and answers what is not HTTP at all. The function it returns closes the server. */
export function limitConnections(server: Server): () => Promise<void> {
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.maxHeadersCount = MAX_HEADERS;
  server.maxConnections = MAX_CONNECTIONS;
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable || error.code === 'ECONNRESET') {
      socket.destroy();
      return;
    }
    const status = PARSER_STATUS[error.code ?? ''] ?? '400 Bad Request';
    const head = `HTTP/1.1 ${status}\r\nContent-Type: application/problem+json\r\nConnection: close\r\n`;
    socket.end(`${head}Content-Length: ${Buffer.byteLength(MALFORMED)}\r\n\r\n${MALFORMED}`);
  });
  return () =>
    new Promise<void>((closed, failed) => {
      const force = setTimeout(() => server.closeAllConnections(), GRACE_MS);
      server.close((error) => {
        clearTimeout(force);
        if (error === undefined) closed();
        else failed(error);
      });
      server.closeIdleConnections();
    });
}
