/** Logging in, as a person does it: what two publishers then know, a newcomer's way in, locked, and with nobody there. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { passphrase, stage, startBrowser, startSites } from './harness.mjs';
import {
  account,
  answerWords,
  askWallet,
  bringOwn,
  button,
  choosePicture,
  closes,
  createVault,
  getCredential,
  goTo,
  heading,
  keepAnswers,
  lock,
  logIn,
  logOut,
  offered,
  readWords,
  refuse,
  unlock,
} from './person.mjs';

let sites;
stage(async keep => {
  sites = await keep(startSites());
});

/** What a page and its workers fetched themselves: not what the service worker lays in for all of them. */
const fetched = async page => {
  const names = () => performance.getEntriesByType('resource').map(({ name }) => name);
  return (await Promise.all([page, ...page.workers()].map(each => each.evaluate(names)))).flat();
};

describe('a person with a life of their own', () => {
  let page;
  let judging;
  stage(async keep => {
    ({ page } = await keep(startBrowser()));
    await createVault(page, sites.urls.app, { keepUnlocked: true });
    await bringOwn(page);
    judging = await fetched(page);
    await getCredential(page, sites.urls);
  });

  const told = {};
  const known = {};
  for (const paper of ['news', 'blog']) {
    test(`logs in at ${paper}, twice, and is the same reader both times`, async () => {
      const url = sites.urls[paper];
      await page.goto(url);
      await page.locator('.teaser a').first().click();
      await page.locator('ownyou-login').waitFor();
      assert.equal(await page.locator('.body').count(), 0, 'the article is for readers who are logged in');

      told[paper] = await logIn(page);
      await page.locator('.told').waitFor();
      assert.equal(await page.locator('.body').count(), 1);
      assert.ok(told[paper].length > 0, 'the wallet offered something to tell');
      assert.deepEqual((await page.locator('.told .segments li').allTextContents()).sort(), told[paper]);
      await page.locator('.told').getByText('You said so yourself').waitFor();
      const first = await account(page, url);
      assert.deepEqual({ logins: first.logins, told: first.told }, { logins: 1, told: told[paper] });

      await logOut(page, url);
      await page.goto(`${url}/account`);
      assert.deepEqual(await logIn(page), told[paper], 'the same is offered again');
      known[paper] = await account(page, url);
      assert.deepEqual(known[paper], { ...first, logins: 2 });
    });
  }

  test('the two publishers cannot tell that it is one person', () => {
    const [news, blog] = [known.news.sub, known.blog.sub].map(sub => Buffer.from(sub, 'base64url'));
    assert.equal(news.length, 48);
    assert.equal(blog.length, 48);
    // Unrelated points of a curve: of 48 bytes a few may be the same by chance, no more.
    const same = news.filter((byte, at) => byte === blog[at]).length;
    assert.ok(same < 6, `${same} bytes are the same`);
  });

  test('what is unticked stays untold', async () => {
    const url = sites.urls.blog;
    await logOut(page, url);
    await page.goto(`${url}/account`);
    await page.locator('ownyou-login').waitFor();
    const [withheld] = told.blog;
    const now = await logIn(page, { without: [withheld] });
    await page.goto(url);
    await page.locator('.teaser a').first().click();
    await page.locator('.told').waitFor();
    assert.deepEqual((await page.locator('.told .segments li').allTextContents()).sort(), now);
    assert.ok(!now.includes(withheld));
  });

  test('a no is no login', async () => {
    const url = sites.urls.news;
    await logOut(page, url);
    await page.goto(`${url}/account`);
    const popup = await askWallet(page);
    await offered(popup);
    await closes(popup, button(popup, 'No'));
    await page.getByText('You are not logged in.').waitFor();
    await page.reload();
    await page.locator('ownyou-login').waitFor();
    assert.equal(await page.locator('#sub').count(), 0);
  });

  test('the window that answers never fetches what records are judged by', async () => {
    const url = sites.urls.news;
    const tables = names => names.flatMap(name => name.match(/(\w+)[^/]*\.tables/)?.[1] ?? []);
    assert.ok(tables(judging).includes('classifier'), `what was brought in was judged by ${judging}`);
    await page.goto(`${url}/account`);
    const popup = await askWallet(page);
    const asked = [];
    popup.on('request', request => asked.push(request.url()));
    assert.ok((await offered(popup)).length > 0);
    asked.push(...(await fetched(popup)));
    await closes(popup, button(popup, 'Log in'));
    await page.bringToFront();
    await page.locator('#alias').waitFor();
    assert.deepEqual([...new Set(tables(asked))], ['core']);
    await logOut(page, url);
  });

  test('logs in while the app cannot be reached, nor the issuer', async () => {
    const url = sites.urls.news;
    await sites.app.stop();
    await page.goto(`${url}/account`);
    await logIn(page);
    assert.deepEqual(await account(page, url), { ...known.news, logins: 4 });
    await logOut(page, url);
    await sites.issuer.stop();
    await page.goto(`${url}/account`);
    await logIn(page);
    assert.deepEqual(await account(page, url), { ...known.news, logins: 5 });
    await sites.issuer.start();
    await sites.app.start();
  });
});

describe('a newcomer', () => {
  let browser;
  stage(async keep => {
    browser = await keep(startBrowser());
  });

  test('comes from an empty browser to the article in under 12 clicks', async () => {
    const { context, page } = browser;
    let clicks = 0;
    await context.exposeBinding('countClick', () => {
      clicks += 1;
    });
    await context.addInitScript(() => addEventListener('pointerdown', () => window.countClick(), true));
    const click = (where, role, name) => where.getByRole(role, { name, exact: true }).click();

    await page.goto(`${sites.urls.news}/articles/ferry`);
    const popup = await askWallet(page);
    await heading(popup, 'You have no vault here yet').waitFor();
    const opened = context.waitForEvent('page');
    await click(popup, 'link', 'Make my vault');
    const vault = await opened;
    await vault.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await click(vault, 'button', 'Next');
    const words = await readWords(vault);
    await click(vault, 'button', 'I have written them down');
    await answerWords(vault, words);
    await click(vault, 'button', 'Next');
    await click(vault, 'button', 'Create my vault');
    await click(vault, 'button', 'Get my credential');
    await heading(vault, 'Wallet').waitFor();
    await heading(popup, 'You need a credential').waitFor();

    // An address that one was told, typed into a tab of its own.
    const issuer = await context.newPage();
    await issuer.goto(sites.urls.issuer);
    await click(issuer, 'button', 'Get an invite');
    await click(issuer, 'link', 'Use it in my wallet');
    await click(issuer, 'button', 'Get my credential');
    await issuer.getByRole('heading', { name: 'You can log in' }).waitFor();

    assert.deepEqual(await offered(popup), [], 'a vault with nothing in it has nothing to tell');
    await closes(popup, button(popup, 'Log in'));
    await page.locator('.told').getByText('Nothing about your interests.').waitFor();
    assert.ok(clicks > 5, `the clicks were not counted: ${clicks}`);
    assert.ok(clicks < 12, `${clicks} clicks`);
    assert.deepEqual(browser.complaints(), []);
  });
});

describe('a vault that is locked', () => {
  let browser;
  let picture;
  stage(async keep => {
    browser = await keep(startBrowser());
    const { page } = browser;
    await createVault(page, sites.urls.app);
    await bringOwn(page);
    await getCredential(page, sites.urls);
    await goTo(page, 'Wallet');
    picture = await choosePicture(page, 'Otters at noon');
    await lock(page);
  });

  test('shows the picture before anything is typed, and opens in the window of the login', async () => {
    const url = sites.urls.news;
    const sent = [];
    browser.context.on('request', request => sent.push(decodeURIComponent(request.url()), request.postData() ?? ''));
    const tab = await browser.context.newPage();
    await tab.goto(`${url}/account`);
    const popup = await askWallet(tab);
    await heading(popup, 'Unlock to log in').waitFor();
    await popup.getByRole('img', { name: picture }).waitFor();
    await popup.getByText('Otters at noon').waitFor();
    assert.equal(await popup.getByText(url).count(), 1, 'it says who asks');
    const field = popup.getByLabel('Passphrase', { exact: true });
    assert.equal(await field.inputValue(), '');
    assert.equal(await popup.locator('.told-segment').count(), 0);

    await field.fill('three red bicycles');
    await popup.getByRole('button', { name: 'Unlock', exact: true }).click();
    await popup.getByRole('alert').waitFor();
    await heading(popup, 'Unlock to log in').waitFor();
    await field.fill(passphrase);
    await popup.getByRole('button', { name: 'Unlock', exact: true }).click();

    // Withheld at the first login, so this site has never heard of it.
    const [withheld, ...rest] = await offered(popup);
    await popup.getByRole('checkbox', { name: withheld }).uncheck();
    await closes(popup, button(popup, 'Log in'));
    await tab.locator('#alias').waitFor();
    assert.deepEqual((await account(tab, url)).told, rest);
    assert.ok(sent.join().includes('vp_token'));
    assert.deepEqual(
      sent.filter(text => /otters|noon/i.test(text) || text.includes(picture)),
      [],
      'the picture is sent nowhere',
    );
    await tab.close();
  });
});

describe('a no', () => {
  let browser;
  stage(async keep => {
    browser = await keep(startBrowser());
  });

  test('sounds the same without a vault, without a credential, from a locked vault and from the person', async () => {
    const { context, page: vault } = browser;
    const answers = await keepAnswers(context);
    const page = await context.newPage();
    /** The publisher asks, and the wallet's window shows this heading. */
    async function ask(title) {
      await page.bringToFront();
      await page.goto(`${sites.urls.news}/account`);
      const popup = await askWallet(page);
      await heading(popup, title).waitFor();
      return popup;
    }
    await refuse(page, await ask('You have no vault here yet'), 'Close');
    await vault.bringToFront();
    await createVault(vault, sites.urls.app);
    await refuse(page, await ask('You need a credential'), 'Close');
    await getCredential(vault, sites.urls);
    await refuse(page, await ask(/^Log in to/), 'No');
    await vault.bringToFront();
    await lock(vault);
    await refuse(page, await ask('Unlock to log in'), 'No');
    assert.equal(answers.length, 4);
    assert.equal(new Set(answers).size, 1, answers.join('\n'));

    // And is as long as a yes.
    await vault.bringToFront();
    await unlock(vault);
    await page.bringToFront();
    await page.goto(`${sites.urls.news}/account`);
    await logIn(page);
    assert.match(answers[4], /vp_token/);
    assert.equal(answers[4].length, answers[0].length);
  });
});
