/** The three ways in which an answer travels: a window, a window that the browser cut off, and this tab itself. */

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { stage, startBrowser, startSites } from './harness.mjs';
import {
  account,
  askWallet,
  button,
  closes,
  createVault,
  getCredential,
  heading,
  logIn,
  logOut,
  offered,
} from './person.mjs';

let sites;
let browser;
let page;
let sub;
let news;
stage(async keep => {
  sites = await keep(startSites());
  news = sites.urls.news;
  browser = await keep(startBrowser());
  page = browser.page;
  await createVault(page, sites.urls.app, { keepUnlocked: true });
  await getCredential(page, sites.urls);
  await page.goto(`${news}/articles/ferry`);
  await logIn(page);
  ({ sub } = await account(page, news));
  await logOut(page, news);
});

/** The article is there to be read, by the reader as whom the person is known here; then they log out. */
async function isReadBySame() {
  await page.locator('.body').waitFor();
  const { logins, ...reader } = await account(page, news);
  assert.equal(reader.sub, sub);
  await logOut(page, news);
  return logins;
}

/** Nobody is logged in, and the button is there as before. */
async function isGate(remark) {
  if (remark) await page.getByText(remark).waitFor();
  await page.reload();
  await button(page, 'Log in with OwnYou').waitFor();
  assert.equal(await page.locator('.body').count(), 0);
}

describe('a window of its own', () => {
  test('closing it, or cancelling on the page, ends the login; another click begins anew', async () => {
    await page.goto(`${news}/articles/ferry`);
    const closed = await askWallet(page);
    await offered(closed);
    await page.getByText(/^Waiting for you in the OwnYou window/).waitFor();
    await closed.close();
    await button(page, 'Log in with OwnYou').waitFor();

    const cancelled = await askWallet(page);
    await offered(cancelled);
    await closes(cancelled, button(page, 'Cancel'));
    await button(page, 'Log in with OwnYou').waitFor();
    await isGate();

    await logIn(page);
    await isReadBySame();
  });

  test('loaded again, it asks the page again', async () => {
    await page.goto(`${news}/articles/ferry`);
    const popup = await askWallet(page);
    await offered(popup);
    await popup.reload();
    await offered(popup);
    await popup.getByText('Your browser vouches for this address.').waitFor();
    await closes(popup, button(popup, 'Log in'));
    await isReadBySame();
  });
});

describe('a page that no other window may speak with', () => {
  test('is answered by its callback page', async () => {
    await page.goto(`${news}/coop/articles/ferry`);
    const popup = await askWallet(page);
    await offered(popup);
    await popup.getByText(/^This address is only claimed/).waitFor();
    assert.equal(await popup.evaluate(() => window.opener), null, 'the browser has cut it off');
    await closes(popup, button(popup, 'Log in'));
    await isReadBySame();
  });

  test('hears a no, and can cancel a window that it cannot see', async () => {
    await page.goto(`${news}/coop/articles/ferry`);
    const popup = await askWallet(page);
    await offered(popup);
    await closes(popup, button(popup, 'No'));
    await isGate('You are not logged in.');

    const gone = await askWallet(page);
    await offered(gone);
    await gone.close();
    await button(page, 'Cancel').click();
    await button(page, 'Log in with OwnYou').waitFor();
    await isGate();
  });
});

describe('a browser that opens no window', () => {
  let arrived;
  before(async () => {
    page = await browser.context.newPage();
    await page.addInitScript(() => {
      window.open = () => null;
    });
    page.on('framenavigated', frame => {
      if (frame.url().includes('/.well-known/ownyou/cb#')) arrived = frame.url();
    });
  });

  /** To the wallet, in this tab. */
  async function leave() {
    await page.goto(`${news}/articles/ferry`);
    await button(page, 'Log in with OwnYou').click();
    await page.getByText(/^Your browser opened no window/).waitFor();
    await button(page, 'Continue in this tab').click();
    await heading(page, /^Log in to/).waitFor();
    assert.equal(new URL(page.url()).hash, '', 'the request stays in no history');
  }

  test('goes to the wallet, though it is loaded again there, and comes back to the article', async () => {
    await leave();
    await page.reload();
    await heading(page, /^Log in to/).waitFor();
    assert.equal(new URL(page.url()).hash, '');
    await button(page, 'Log in').click();
    await page.waitForURL(`${news}/articles/ferry`);
    await isReadBySame();
  });

  test('comes back without a login after a no, and after the back button', async () => {
    await leave();
    await button(page, 'No').click();
    await page.waitForURL(`${news}/articles/ferry`);
    await isGate('You are not logged in.');

    await leave();
    await page.goBack();
    await page.waitForURL(`${news}/articles/ferry`);
    await button(page, 'Log in with OwnYou').waitFor();
    await isGate();
  });

  test('an answer that comes again logs nobody in', async () => {
    await leave();
    await button(page, 'Log in').click();
    await page.waitForURL(`${news}/articles/ferry`);
    const logins = await isReadBySame();
    assert.match(arrived, /#.*vp_token=/);

    await page.goto(arrived);
    await page.getByText('You can close this window.').waitFor();
    assert.equal(new URL(page.url()).hash, '', 'the answer stays in no history');
    await page.reload();
    await page.getByText('There is no login here.').waitFor();
    await page.goto(`${news}/articles/ferry`);
    await isGate();

    await leave();
    await button(page, 'Log in').click();
    await page.waitForURL(`${news}/articles/ferry`);
    assert.equal(await isReadBySame(), logins + 1, 'the answer that came again was not counted');
    // The callback page is the same file at every publisher, and names no icon.
    assert.deepEqual(
      browser.complaints().filter(line => !line.includes('/favicon.ico')),
      [],
    );
  });
});
