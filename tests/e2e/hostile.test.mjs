/** A page that is up to no good asks the wallet: what the person is shown, and that nothing goes anywhere. */

import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { stage, startBrowser, startSites } from './harness.mjs';
import { startAttacker } from './hostile/server.mjs';
import { button, closes, confirm, goTo, heading } from './person.mjs';
import { http, requestOf, withCredential } from './stranger.mjs';

const refused = 'OwnYou does not answer this';
let sites;
let attacker;
let browser;
let wallet;
stage(async keep => {
  attacker = await keep(startAttacker());
  sites = await keep(startSites());
  browser = await keep(startBrowser());
  wallet = sites.urls.app;
  await withCredential(sites, browser);
});
afterEach(async () => {
  const [own, ...others] = browser.context.pages();
  await Promise.all(others.map(page => page.close()));
  await goTo(own, 'Wallet');
  await own.getByText(/^Nowhere yet\./).waitFor();
});

async function attackerPage(host = 'evil') {
  const page = await browser.context.newPage();
  await page.goto(`${attacker.at(host)}/attacker.html`);
  return page;
}

/** Does `act` in the attacker's page or frame; the window that it opens. */
async function opened(frame, act, ...args) {
  const [popup] = await Promise.all([browser.context.waitForEvent('page'), frame.evaluate(act, args)]);
  return popup;
}

/** Asks as the attacker's page does, with `text`, and returns the window. */
const ask = (frame, text) => opened(frame, ([address, request]) => attack.ask(address, request), wallet, text);

/** The origin that the window names in its question. */
async function whoAsks(popup) {
  await heading(popup, /^Log in to/).waitFor();
  return popup.locator('.origin').innerText();
}

const heard = frame => frame.evaluate(() => attack.heard.filter(({ data }) => data?.type !== 'ready'));

async function forgetLogins() {
  const [own] = browser.context.pages();
  await goTo(own, 'Wallet');
  await button(own, 'Forget this list…').click();
  await confirm(own, 'Forget the list');
}

/** The window shows that it does not answer, and says why; closed, it has told the page no, and nothing else. */
async function isRefused(popup, frame, why) {
  await heading(popup, refused).waitFor();
  assert.match(await popup.getByRole('alert').innerText(), why);
  assert.equal(await button(popup, 'Log in').count(), 0);
  assert.deepEqual(await heard(frame), [], 'nothing before the person closes it');
  await closes(popup, button(popup, 'Close'));
  await frame.waitForFunction(() => attack.heard.some(({ where }) => where !== 'window'));
  const told = await heard(frame);
  assert.deepEqual(
    told.map(({ data: { pad, ...rest } }) => rest),
    [{ ownyou: 1, type: 'error', error: 'access_denied' }],
  );
}

describe('who asks', () => {
  test('a page that calls itself another is refused', async () => {
    const page = await attackerPage();
    const popup = await ask(page, JSON.stringify(await requestOf(sites.urls.news, sites)));
    await isRefused(popup, page, /The site that asks is not the one that the request names\. Nothing was sent\./);
  });

  test('a frame inside another site is refused, even under its own name', async () => {
    const page = await attackerPage('shop');
    await page.evaluate(
      address => {
        const advertisement = document.createElement('iframe');
        advertisement.src = address;
        document.body.append(advertisement);
      },
      `${attacker.at('evil')}/attacker.html`,
    );
    const frame = await page.locator('iframe').elementHandle();
    const advertisement = await frame.contentFrame();
    await advertisement.waitForFunction(() => window.attack);
    const popup = await ask(advertisement, JSON.stringify(await requestOf(attacker.at('evil'), sites)));
    await isRefused(popup, advertisement, /The request comes from a frame inside another site\. Nothing was sent\./);
  });

  test('the wallet is in no frame', async () => {
    const page = await attackerPage();
    const request = JSON.stringify(await requestOf(attacker.at('evil'), sites));
    const [line] = await Promise.all([
      page.waitForEvent('console', message => /frame-ancestors/.test(message.text())),
      page.evaluate(
        ([address, text]) => {
          const frame = document.createElement('iframe');
          frame.src = attack.address(address, text);
          document.body.append(frame);
        },
        [wallet, request],
      ),
    ]);
    assert.match(line.text(), /'none'/);
    assert.equal(await page.frameLocator('iframe').getByRole('button').count(), 0);
    assert.deepEqual(await page.evaluate(() => attack.heard), []);
  });
});

describe('what is shown of who asks', () => {
  test('a name that begins as another’s: what somebody had to register stands out, and it is said that it is new', async () => {
    const host = 'news.localhost.evil';
    const page = await attackerPage(host);
    const popup = await ask(page, JSON.stringify(await requestOf(attacker.at(host), sites)));
    assert.equal(await whoAsks(popup), attacker.at(host));
    const styles = await popup.locator('h1 .origin > :not(wbr)').evaluateAll(parts =>
      parts.map(part => {
        const { fontSize, fontWeight } = getComputedStyle(part);
        return { text: part.textContent, size: Number.parseFloat(fontSize), weight: Number(fontWeight) };
      }),
    );
    const heavy = styles.filter(({ weight }) => weight >= 700);
    const light = styles.filter(({ weight }) => weight < 700);
    assert.deepEqual(
      heavy.map(({ text }) => text),
      ['evil.localhost'],
    );
    assert.ok(light.some(({ text }) => text === 'news.localhost.'));
    for (const { size } of light) assert.ok(size < heavy[0].size);
    await popup.getByText('First visit: you have never logged in here.').waitFor();
    await closes(popup, button(popup, 'No'));
  });

  test('a name in other letters is shown both ways', async () => {
    const host = 'xn--80ak6aa92e';
    const page = await attackerPage(host);
    const popup = await ask(page, JSON.stringify(await requestOf(attacker.at(host), sites)));
    assert.equal(await whoAsks(popup), attacker.at(host));
    assert.equal(await popup.locator('.reading').innerText(), '\u0430\u0440\u0440\u04cf\u0435.localhost');
    assert.match(await popup.locator('.facts').innerText(), /Written in other letters.*First visit/s);
    await closes(popup, button(popup, 'No'));
  });
});

describe('a page that does not ask', () => {
  /** What of these a page can load from an origin, in each of the ways there are. */
  const loaded = (page, origin, paths) =>
    page.evaluate(
      async addresses => {
        const by = (tag, key, more) => url =>
          new Promise(resolve => {
            const [onload, onerror] = [() => resolve(`${url} by ${tag}`), () => resolve()];
            document.head.append(Object.assign(document.createElement(tag), { ...more, onload, onerror, [key]: url }));
          });
        const ways = [
          by('img', 'src'),
          by('script', 'src'),
          by('link', 'href', { rel: 'stylesheet' }),
          url =>
            fetch(url, { mode: 'no-cors', credentials: 'include' }).then(
              () => `${url} by fetch`,
              () => undefined,
            ),
        ];
        const all = await Promise.all(addresses.flatMap(url => ways.map(way => way(url))));
        return all.filter(Boolean);
      },
      paths.map(path => origin + path),
    );

  test('can load nothing of the wallet’s', async () => {
    const page = await attackerPage();
    const elsewhere = attacker.at('shop');
    const ours = `${elsewhere}/attacker.js`;
    assert.deepEqual(await loaded(page, elsewhere, ['/attacker.js']), [
      `${ours} by script`,
      `${ours} by link`,
      `${ours} by fetch`,
    ]);
    const theirs = ['/', '/present', '/sw.js', '/issuer.json', '/manifest.webmanifest', '/icons/icon.svg'];
    for (const path of theirs) assert.equal((await http(wallet + path)).status, 200, path);
    assert.deepEqual(await loaded(page, wallet, theirs), []);
  });
});

describe('text that gets into a page of the wallet’s', () => {
  for (const path of ['/', '/present']) {
    test(`becomes no markup and no script at ${path}`, async () => {
      const page = await browser.context.newPage();
      await page.goto(wallet + path);
      await page.getByText('OwnYou').first().waitFor();
      const done = await page.evaluate(async elsewhere => {
        const tries = {
          markup: () => {
            document.body.innerHTML = '<img src=x>';
          },
          code: () => new Function('1'),
          script: () => {
            document.createElement('script').src = `${elsewhere}/attacker.js`;
          },
        };
        // A test may do what the page may not; what begins later is the page's own.
        await new Promise(resolve => setTimeout(resolve));
        return Object.keys(tries).filter(name => {
          try {
            tries[name]();
            return true;
          } catch {
            return false;
          }
        });
      }, attacker.at('evil'));
      assert.deepEqual(done, []);
    });
  }
});

describe('no way back to the page', () => {
  test('what it claims to be is shown as claimed, and the answer goes there and nowhere else', async () => {
    const page = await attackerPage();
    const news = await browser.context.newPage();
    await news.goto(sites.urls.news);
    const verified = [];
    const addresses = [];
    browser.context.on('request', request => {
      if (request.url().startsWith(sites.urls.news)) addresses.push(request.url());
      if (request.url().includes('/ownyou/verify')) verified.push(request.url());
    });
    const before = attacker.requests.length;
    const request = JSON.stringify(await requestOf(sites.urls.news, sites));
    const popup = await opened(page, ([address, text]) => attack.openBlind(address, text), wallet, request);
    assert.equal(await whoAsks(popup), sites.urls.news);
    await popup.getByText('This address is only claimed.').waitFor();
    assert.equal(await popup.getByText('Your browser vouches for this address.').count(), 0);

    await closes(popup, button(popup, 'Log in'));
    assert.ok(addresses.includes(`${sites.urls.news}/.well-known/ownyou/cb`));
    assert.ok(!addresses.join().includes('vp_token'), 'the answer is in no address that is sent');
    assert.deepEqual(verified, [], 'nobody waits there for it');
    assert.deepEqual(await page.evaluate(() => attack.heard), []);
    assert.equal(attacker.requests.length, before, 'the attacker was told nothing');
    await news.reload();
    await news.getByRole('link', { name: 'Log in', exact: true }).waitFor();
    await forgetLogins();
  });

  const foreign = [
    ['another path', origin => `redirect_uri:${origin}/steal`],
    ['a path above', origin => `redirect_uri:${origin}/.well-known/ownyou/cb/../../../steal`],
    ['a query', origin => `redirect_uri:${origin}/.well-known/ownyou/cb?to=`],
    ['a fragment', origin => `redirect_uri:${origin}/#/.well-known/ownyou/cb`],
    ['a user name', (origin, evil) => `redirect_uri:${origin}@${new URL(evil).host}/.well-known/ownyou/cb`],
    ['a backslash', (origin, evil) => `redirect_uri:${evil}\\@${new URL(origin).host}/.well-known/ownyou/cb`],
    ['a script', () => 'redirect_uri:javascript:alert(1)//.well-known/ownyou/cb'],
    ['plain http elsewhere', () => 'redirect_uri:http://news.example/.well-known/ownyou/cb'],
    ['another scheme of naming', origin => `https://${new URL(origin).host}/.well-known/ownyou/cb`],
  ];
  for (const [name, client] of foreign) {
    test(`a callback with ${name} is refused, and nobody is called back`, async () => {
      const page = await attackerPage();
      const evil = attacker.at('evil');
      const request = { ...(await requestOf(evil, sites)), client_id: client(sites.urls.news, evil) };
      const text = JSON.stringify(request);
      const popup = await opened(page, ([address, asked]) => attack.openBlind(address, asked), wallet, text);
      const visited = [];
      popup.on('framenavigated', frame => visited.push(frame.url()));
      await heading(popup, refused).waitFor();
      assert.match(await popup.getByRole('alert').innerText(), /callback/i);
      await closes(popup, button(popup, 'Close'));
      assert.deepEqual(
        visited.filter(url => !url.startsWith(wallet)),
        [],
      );
    });
  }

  for (const [name, fragment] of [
    ['nothing', ''],
    ['another version', '#v=2&channel=CHANNEL&request=REQUEST'],
    ['a channel that is none', '#v=1&channel=1&request=REQUEST'],
    ['two requests', '#v=1&channel=CHANNEL&request=REQUEST&request=REQUEST'],
    ['a request that is no text', '#v=1&channel=CHANNEL&request=____'],
  ]) {
    test(`with ${name} in its address nobody asks`, async () => {
      const page = await attackerPage();
      const address = `${wallet}/present${fragment.replace('CHANNEL', 'ab'.repeat(16)).replaceAll('REQUEST', 'e30')}`;
      const popup = await opened(page, ([url]) => void open(url, '_blank', 'popup'), address);
      await heading(popup, 'Nobody is asking').waitFor();
      assert.deepEqual(await page.evaluate(() => attack.heard), [], 'it is not even told that there is a wallet');
      await closes(popup, button(popup, 'Close'));
    });
  }
});

describe('what is asked', () => {
  const wrong = [
    ['50 segments', request => ({ ...request, ownyou: { ...request.ownyou, max_segments: 50 } }), /three at most/],
    [
      'more segments than there are numbers',
      request => ({ ...request, ownyou: { ...request.ownyou, max_segments: 1e300 } }),
    ],
    ['less than none', request => ({ ...request, ownyou: { ...request.ownyou, max_segments: -1 } })],
    [
      'keys of its own',
      request => ({ ...request, ownyou: { ...request.ownyou, keys: 'A'.repeat(43) } }),
      /not the keys/,
    ],
    ['a nonce that is short', request => ({ ...request, nonce: request.nonce.slice(2) })],
    ['a state that is long', request => ({ ...request, state: `${request.state}AA` })],
    ['another schema', request => JSON.parse(JSON.stringify(request).replace('human', 'person'))],
    ['another format', request => JSON.parse(JSON.stringify(request).replace('ownyou_bbs_nym', 'jwt_vc_json'))],
    ['two credentials', request => twice(request)],
    ['no credential', request => ({ ...request, dcql_query: { credentials: [] } })],
    ['purposes that are unheard of', request => ({ ...request, ownyou: { ...request.ownyou, purposes: ['scoring'] } })],
    ['an answer by a form', request => ({ ...request, response_mode: 'form_post' })],
    ['something more', request => ({ ...request, redirect_uri: `${attacker.at('evil')}/steal` })],
    ['a prototype', request => `{"__proto__":{"embedded":false},${JSON.stringify(request).slice(1)}`],
    ['a constructor', request => ({ ...request, constructor: { prototype: { status: 'ask' } } })],
    ['a name of its own for text', request => ({ ...request, toJSON: 'x', toString: 1 })],
    ['5,000 bytes too many', request => ({ ...request, state: 'A'.repeat(5000) })],
    ['an empty one', () => ({})],
  ];
  for (const [name, change, why = /./] of wrong) {
    test(`${name}: refused`, async () => {
      const page = await attackerPage();
      const changed = change(await requestOf(attacker.at('evil'), sites));
      const popup = await ask(page, typeof changed === 'string' ? changed : JSON.stringify(changed));
      await isRefused(popup, page, why);
    });
  }

  test('something of the wrong kind in each of its fields: refused', async () => {
    const page = await attackerPage();
    const request = await requestOf(attacker.at('evil'), sites);
    const others = [null, true, 7, 'x', [], { a: 1 }];
    for (const [n, path] of pathsOf(request).entries()) {
      const value = path.reduce((within, key) => within[key], request);
      const other = others.filter(each => kind(each) !== kind(value))[n % (others.length - 1)];
      const popup = await ask(page, JSON.stringify(replaced(request, path, other)));
      await isRefused(popup, page, /./).catch(error => {
        throw new Error(`${path.join('.')} = ${JSON.stringify(other)}: ${error.message}`);
      });
      await page.evaluate(() => attack.heard.splice(0));
    }
  });

  test('a publisher gets no request for 50 from its own server either', async () => {
    const { status, text } = await http(`${sites.urls.news}/ownyou/challenge?max=50`);
    assert.deepEqual([status, JSON.parse(text).code], [400, 'too-many-segments']);
  });
});

describe('how it is asked', () => {
  /** What never becomes a request: the window goes on waiting, and hears the next one. */
  const unheard = [
    () => '"request"',
    () => 'null',
    request => `["ownyou",1,"request",${request}]`,
    request => `{"ownyou":1,"type":"response","request":${request}}`,
    request => `{"ownyou":2,"type":"request","request":${request}}`,
    request => `{"ownyou":1,"type":"request","request":${JSON.stringify(request)}}`,
    request => `{"ownyou":1,"type":"request","request":[${request}]}`,
    () => `{"ownyou":1,"type":"request","request":{"a":"${'A'.repeat(100_000)}"}}`,
  ];

  test('what is no request is not heard, nor what has no port or two, nor what another window says', async () => {
    const page = await attackerPage();
    const evil = attacker.at('evil');
    const text = JSON.stringify(await requestOf(evil, sites));
    const lie = JSON.stringify(await requestOf(sites.urls.news, sites));
    const popup = await opened(page, ([address, request]) => attack.open(address, request), wallet, text);
    await popup.getByText('Waiting for the site…').waitFor();
    for (const message of unheard) await page.evaluate(sent => attack.post(sent), message(lie));
    const request = `{"ownyou":1,"type":"request","request":${lie}}`;
    await page.evaluate(sent => [0, 2].map(ports => attack.post(sent, ports)), request);
    await page.evaluate(
      async ([address, sent]) => {
        const other = document.createElement('iframe');
        other.src = address;
        document.body.append(other);
        await new Promise(resolve => other.addEventListener('load', resolve));
        other.contentWindow.attack.popup = attack.popup;
        other.contentWindow.attack.post(sent);
      },
      [`${evil}/attacker.html`, request],
    );
    await page.evaluate(sent => attack.post(`{"ownyou":1,"type":"request","request":${sent}}`), text);
    assert.equal(await whoAsks(popup), evil);
    assert.deepEqual(await heard(page), []);
    await closes(popup, button(popup, 'No'));
  });

  test('a second request changes nothing, on a second port or the first', async () => {
    const page = await attackerPage();
    const evil = attacker.at('evil');
    const text = JSON.stringify(await requestOf(evil, sites));
    const lie = `{"ownyou":1,"type":"request","request":${JSON.stringify(await requestOf(sites.urls.news, sites))}}`;
    const popup = await ask(page, text);
    await page.evaluate(sent => {
      attack.post(sent);
      attack.ports[0].postMessage(JSON.parse(sent));
    }, lie);
    assert.equal(await whoAsks(popup), evil);
    await page.evaluate(sent => attack.post(sent), lie);
    await closes(popup, button(popup, 'No'));
    await page.waitForFunction(() => attack.heard.some(({ where }) => where === 'port 1'));
    assert.deepEqual(
      (await heard(page)).map(({ where, data }) => [where, data.error]),
      [['port 1', 'access_denied']],
    );
  });
});

describe('the consent button', () => {
  test('does nothing in the first half second, and again after the window came back', async () => {
    const page = await attackerPage();
    await browser.context.addInitScript(() => {
      if (!location.pathname.startsWith('/present')) return;
      // Each change of the button, and when it was; clicked at once whenever it is there.
      const seen = [];
      window.seen = seen;
      new MutationObserver(() => {
        const yes = document.querySelector('.present-end button.primary');
        if (!yes) return;
        if (seen.at(-1)?.disabled !== yes.disabled) seen.push({ disabled: yes.disabled, at: performance.now() });
        if (yes.disabled) yes.click();
      }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    });
    const popup = await ask(page, JSON.stringify(await requestOf(attacker.at('evil'), sites)));
    const waits = async () => {
      const shown = await popup.waitForFunction(() => {
        const [off, on] = seen.slice(seen.findIndex(({ disabled }) => disabled));
        return off?.disabled && on && on.at - off.at;
      });
      return shown.jsonValue();
    };
    const first = await waits();
    assert.ok(first >= 490, `it could be clicked ${first} ms after it was shown`);
    assert.ok(await button(popup, 'Log in').isEnabled(), 'and nothing came of the clicks before');

    await popup.evaluate(() => {
      seen.length = 0;
      dispatchEvent(new Event('focus'));
    });
    const again = await waits();
    assert.ok(again >= 490, `it could be clicked ${again} ms after the window came back`);
    assert.deepEqual(await heard(page), []);
  });
});

const kind = value => (Array.isArray(value) ? 'list' : value === null ? 'nothing' : typeof value);

const twice = request => ({
  ...request,
  dcql_query: { credentials: [...request.dcql_query.credentials, ...request.dcql_query.credentials] },
});

/** The way to every field, inner ones too. */
function pathsOf(value, path = []) {
  if (typeof value !== 'object') return [path];
  const inner = Object.entries(value).flatMap(([key, each]) => pathsOf(each, [...path, key]));
  return path.length === 0 ? inner : [path, ...inner];
}

function replaced(value, [key, ...rest], other) {
  const copy = structuredClone(value);
  copy[key] = rest.length === 0 ? other : replaced(copy[key], rest, other);
  return copy;
}
