/** Steps around a login that are not a person's: a request as anyone can make it up, a server asked without a browser. */

import { request as send } from 'node:http';
import { text } from 'node:stream/consumers';
import { createVault, getCredential } from './person.mjs';

/** A vault with a credential, left open in the browser's first tab. */
export async function withCredential(sites, browser) {
  await createVault(browser.page, sites.urls.app, { keepUnlocked: true });
  await getCredential(browser.page, sites.urls);
}

/**
 * One HTTP request past the browser, by the name in `url` (which nothing but a browser resolves); its status, headers
 * and text.
 */
export function http(url, { method = 'GET', headers = {}, body } = {}) {
  const { host, port, pathname, search } = new URL(url);
  const options = { host: '127.0.0.1', port, method, path: pathname + search, headers: { ...headers, host } };
  return new Promise((resolve, reject) => {
    const request = send(options, async response => {
      resolve({ status: response.statusCode, headers: response.headers, text: await text(response) });
    });
    request.once('error', reject);
    request.end(body);
  });
}

/** A genuine request of the publisher at `url`, as anyone gets one: the object, and the cookie of its session. */
export async function challenge(url, cookie) {
  const { text: body, headers } = await http(`${url}/ownyou/challenge`, { headers: cookie ? { cookie } : {} });
  return { request: JSON.parse(body).request, cookie: headers['set-cookie'][0].split(';')[0] };
}

/** A request that is right in everything, of a page at `origin`. */
export async function requestOf(origin, sites) {
  const { request } = await challenge(sites.urls.news);
  return { ...request, client_id: `redirect_uri:${origin}/.well-known/ownyou/cb` };
}
