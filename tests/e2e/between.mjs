/** A server between the browser and the app's that does what networks do: it cuts answers off, and changes them. */

import { createServer, request } from 'node:http';
import { freePorts } from './harness.mjs';

/**
 * Passes everything on to the server at `url`, but for what `meddle` does with it: called with each request's path and
 * headers, it answers `{ cut }` (bytes after which the connection ends), `{ hold }` (bytes after which nothing more comes),
 * `{ flip }` (the byte that comes as another), `{ plain: true }` (the server is not told that a part was asked for),
 * `{ status }` (the server's answer instead), or nothing. `asked` has every method, path and range.
 */
export async function startBetween(url) {
  const { host, hostname, port: server } = new URL(url);
  const port = await freePorts(1);
  const between = { asked: [], meddle: () => undefined, url: `http://${hostname}:${port}` };
  const proxy = createServer((asking, answering) => {
    const { range } = asking.headers;
    between.asked.push({ method: asking.method, path: asking.url, range });
    const { cut, flip, hold, plain, status } = between.meddle(asking.url, asking.headers) ?? {};
    if (status) return void answering.writeHead(status).end();
    const headers = { ...asking.headers, host };
    if (plain) for (const name of ['range', 'if-range']) delete headers[name];
    const passing = request({ host: '127.0.0.1', port: server, method: asking.method, path: asking.url, headers });
    passing.on('error', () => answering.destroy());
    passing.on('response', answer => {
      answering.writeHead(answer.statusCode, answer.headers);
      let at = 0;
      answer.on('data', bytes => {
        if (flip >= at && flip < at + bytes.length) bytes[flip - at] ^= 1;
        at += bytes.length;
        if (at > hold) return void answer.pause();
        if (!(at > cut)) return void answering.write(bytes);
        // What was promised and does not come: the browser sees a connection that broke.
        answering.write(bytes.subarray(0, Math.max(0, bytes.length - (at - cut))), () => answering.destroy());
        answer.destroy();
      });
      answer.on('end', () => answering.end());
      answer.on('error', () => answering.destroy());
    });
    asking.pipe(passing);
  });
  await new Promise(resolve => proxy.listen(port, '127.0.0.1', resolve));
  return {
    ...between,
    /** What becomes of the requests from now on. */
    meddling: by => {
      between.meddle = by;
    },
    async close() {
      proxy.closeAllConnections();
      await new Promise(resolve => proxy.close(resolve));
    },
  };
}
