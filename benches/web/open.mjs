/**
 * How long until a person can begin, with the page's thread slowed down four times: `open.first` in an empty browser, to
 * the first button; `open.warm` in one that has the app and the sample life, to the profile drawn from the opened vault.
 */

import { startBrowser, startServer } from '../../tests/e2e/harness.mjs';
import { bringSample, createVault, goTo } from '../../tests/e2e/person.mjs';
import { figure, timed } from './measure.mjs';

const times = 5;

async function slowDown(browser) {
  const cdp = await browser.context.newCDPSession(browser.page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
}

export async function figures() {
  const server = await startServer();
  try {
    const first = [];
    for (let run = 0; run < times; run++) {
      const browser = await startBrowser();
      await slowDown(browser);
      first.push(
        await timed(async () => {
          await browser.page.goto(server.url);
          await browser.page.getByText('Create my vault').first().waitFor();
        }),
      );
      await browser.close();
    }
    return [figure('open.first', 'ms', first), figure('open.warm', 'ms', await warm(server))];
  } finally {
    await server.close();
  }
}

async function warm(server) {
  const browser = await startBrowser();
  const { page } = browser;
  await createVault(page, server.url, { keepUnlocked: true });
  await bringSample(page);
  await goTo(page, 'Profile');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await slowDown(browser);
  const samples = [];
  for (let run = 0; run < times; run++) {
    samples.push(
      await timed(async () => {
        await page.reload();
        await page.locator('.segments .segment').first().waitFor();
      }),
    );
  }
  await browser.close();
  return samples;
}
