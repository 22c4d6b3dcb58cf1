/** Takes the pictures of docs/images anew, from the app as it is built and the sample life: `node scripts/screens.mjs`. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root, startBrowser, startSites } from '../tests/e2e/harness.mjs';
import {
  askWallet,
  bringOwn,
  bringSample,
  choosePicture,
  createVault,
  getCredential,
  goTo,
  heading,
} from '../tests/e2e/person.mjs';

const phone = { width: 360, height: 740 };
const desktop = { width: 1440, height: 900 };

const sites = await startSites();
const browser = await startBrowser({ reducedMotion: 'reduce' });
try {
  await take(browser.page);
} finally {
  await browser.close();
  await sites.close();
}

async function take(page) {
  await createVault(page, sites.urls.app, { keepUnlocked: true });
  await bringSample(page);
  await page.locator('.notice').waitFor({ state: 'detached' });
  await goTo(page, 'Missions');
  await page.locator('.masonry .mission').first().waitFor();
  await page.getByText('Your agents are looking…').waitFor({ state: 'detached' });
  await picture(page, 'missions-phone', phone);
  await picture(page, 'missions-desktop', desktop, 'dark');
  await page.locator('.masonry .mission-open').first().click();
  await page.getByRole('heading', { name: 'How it adds up' }).waitFor();
  await picture(page, 'mission', desktop);
  await page.keyboard.press('Escape');
  await goTo(page, 'Profile');
  await page.locator('.segments .segment').first().waitFor();
  await picture(page, 'profile', { width: 1440, height: 1300 });

  await goTo(page, 'Data');
  await bringOwn(page);
  await getCredential(page, sites.urls);
  await goTo(page, 'Wallet');
  await choosePicture(page, 'Otters at noon');
  const reader = await browser.context.newPage();
  await reader.goto(`${sites.urls.news}/articles/ferry`);
  const popup = await askWallet(reader);
  await heading(popup, /^Log in to/).waitFor();
  await popup.getByRole('img').waitFor();
  await popup.locator('button.primary:enabled').waitFor();
  await picture(popup, 'login', { width: 460, height: 720 });
}

/** WebP, a quarter of what the same picture takes as PNG. */
async function picture(page, name, size, colorScheme = 'light') {
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize(size);
  await page.evaluate(async () => {
    scrollTo(0, 0);
    await document.fonts.ready;
    await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
  const cdp = await page.context().newCDPSession(page);
  const { data } = await cdp.send('Page.captureScreenshot', { format: 'webp', quality: 85 });
  await writeFile(join(root, 'docs', 'images', `${name}.webp`), Buffer.from(data, 'base64'));
  await cdp.detach();
}
