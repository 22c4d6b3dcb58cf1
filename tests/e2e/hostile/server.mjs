/** The attacker's own machine: pages under any name, and a record of everything that is ever sent there. */

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const types = { html: 'text/html; charset=utf-8', js: 'text/javascript; charset=utf-8' };
const pages = ['attacker.html', 'attacker.js', 'observer.html', 'observer.js', 'wallet.html', 'wallet.js'];

/**
 * Listens on a free port. `at(name)` is an origin of it (`evil` is `http://evil.localhost:PORT`); `requests` are all
 * that came, by address, with their bodies.
 */
export async function startAttacker() {
  const requests = [];
  const server = createServer(async (request, response) => {
    requests.push({ url: `http://${request.headers.host}${request.url}`, body: await text(request) });
    const file = pages.find(name => request.url === `/${name}`);
    const type = types[file?.split('.').pop()] ?? 'text/plain';
    response.writeHead(file ? 200 : 404, { 'content-type': type });
    response.end(file ? await readFile(join(here, file)) : '');
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  return {
    at: name => `http://${name}.localhost:${port}`,
    requests,
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
