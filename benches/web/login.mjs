/**
 * A login, with the person's own time left out: `login.click_to_proof` from the click at the publisher to the answer on its
 * way to the publisher's server, yes being said as soon as it can be (the button is armed after 500 ms, which are in it);
 * `login.yes_to_response` from that yes to the same moment; `size.token`.
 */

import { startBrowser, startSites } from '../../tests/e2e/harness.mjs';
import { createVault, getCredential } from '../../tests/e2e/person.mjs';
import { figure } from './measure.mjs';

const times = 9;

export async function figures() {
  const sites = await startSites();
  const browser = await startBrowser();
  try {
    await createVault(browser.page, sites.urls.app, { keepUnlocked: true });
    await getCredential(browser.page, sites.urls);
    const publisher = await browser.context.newPage();
    const [whole, answers] = [[], []];
    let token = 0;
    for (let run = 0; run < times; run++) {
      const { click, yes, sent, body } = await login(browser.context, publisher, sites.urls.news);
      whole.push(sent - click);
      answers.push(sent - yes);
      token = JSON.parse(body).vp_token.ownyou[0].length;
      await browser.context.clearCookies();
    }
    return [
      figure('login.click_to_proof', 'ms', whole),
      figure('login.yes_to_response', 'ms', answers),
      figure('size.token', 'chars', [token]),
    ];
  } finally {
    await browser.close();
    await sites.close();
  }
}

async function login(context, publisher, url) {
  await publisher.goto(`${url}/articles/ferry`);
  const asked = publisher.waitForRequest('**/ownyou/verify');
  const opened = context.waitForEvent('page');
  const click = performance.now();
  await publisher.locator('ownyou-login').getByRole('button').first().click();
  const popup = await opened;
  const button = popup.getByRole('button', { name: 'Log in', exact: true });
  await button.and(popup.locator(':enabled')).waitFor();
  const yes = performance.now();
  await button.click();
  const request = await asked;
  const sent = performance.now();
  await publisher.getByText('Reading as').waitFor();
  return { click, yes, sent, body: request.postData() };
}
