/** The wallet of the core in memory. A request's `state` names the face that `/present` shows for it. */

import type {
  Core,
  CoreEvent,
  DisclosureLine,
  Picture,
  PresentView,
  SiteLine,
  State,
} from '../../../wasm-pkg/core-api.ts';

type Part<K extends keyof Core> = Pick<Core, K>;

interface Wallet {
  credential: 'none' | 'current' | 'expired';
  picture: Picture | undefined;
  anew: boolean;
  due: boolean;
  lines: DisclosureLine[];
  sites: SiteLine[];
}

const offers = [
  { id: '12', name: 'Cycling', path: ['Interest', 'Sports', 'Cycling'], bits: 3.4 },
  {
    id: '32',
    name: 'Pet Food and Treats',
    path: ['Purchase Intent*', 'Consumer Packaged Goods', 'Pet Food'],
    bits: 2.1,
  },
];

const usual: PresentView = {
  status: 'ask',
  origin: 'http://news.localhost:8789',
  site: 'news.localhost',
  verified: true,
  firstVisit: false,
  insecure: true,
  purposes: ['ads'],
  segments: offers,
  bits: 5.4,
  people: 42,
  pseudonym: 'qK3v_x0d',
};

const known = '2026-11-12T08:30:00Z';

/** What a request may name. */
const faces: Record<string, Partial<PresentView>> = {
  first: {
    origin: 'https://account.a-rather-long-subdomain.local-news-of-the-world.example',
    site: 'local-news-of-the-world.example',
    firstVisit: true,
    insecure: false,
  },
  claimed: {
    origin: 'https://www.xn--bcher-kva.example:8443',
    site: 'xn--bcher-kva.example',
    unicode: 'www.bücher.example',
    verified: false,
    firstVisit: true,
    insecure: false,
  },
  many: {
    segments: [...offers, { id: '40', name: 'Running and Jogging', path: ['Interest', 'Sports', 'Running'], bits: 4 }],
    bits: 9.3,
    people: 630,
  },
  bare: { segments: [], bits: 0, people: 1 },
  locked: { status: 'locked' },
  'no-vault': { status: 'no-vault' },
  'no-credential': { status: 'no-credential' },
  blocked: { status: 'blocked' },
  refused: {
    status: 'refused',
    problem: {
      code: 'embedded',
      message: 'the site asks from inside another page',
      next: 'Open the site in a tab of its own and log in there.',
    },
  },
};

const line = (at: number): DisclosureLine => ({
  id: `d${at}`,
  at: new Date(Date.UTC(2026, 10, 20 - at, 8, 12)).toISOString(),
  origin: at % 3 === 0 ? 'http://blog.localhost:8789' : 'http://news.localhost:8789',
  site: at % 3 === 0 ? 'blog.localhost' : 'news.localhost',
  pseudonym: at % 3 === 0 ? 'Zt0-9aPq' : 'qK3v_x0d',
  segments: at % 4 === 0 ? [] : offers.map(({ id, name }) => ({ id, name })),
  carrier: at % 5 === 0 ? 'callback' : 'popup',
  old: false,
});

/** When one may start anew. */
const again = '2027-05-24T00:00:00Z';

const told = offers.map(({ id, name }) => ({ id, name, first: '2026-10-02T10:00:00Z' }));

export function wallet(
  state: () => State,
  emit: (event: CoreEvent) => void,
): Part<
  | 'wallet'
  | 'getCredential'
  | 'renewIfDue'
  | 'renew'
  | 'startAnew'
  | 'picture'
  | 'setPicture'
  | 'present'
  | 'presentYes'
  | 'presentNo'
  | 'disclosures'
  | 'sites'
  | 'block'
  | 'forgetDisclosures'
> {
  const own: Wallet = { credential: 'none', picture: undefined, anew: false, due: false, lines: [], sites: [] };
  const changed = () => emit({ type: 'wallet' });
  const view: Core['wallet'] = async () => ({
    credential: own.credential,
    renewalDue: own.due || own.credential === 'expired',
    toldBits: 6.1,
    ...(own.credential === 'none'
      ? {}
      : {
          issuer: 'http://issuer.localhost:8788',
          epoch: '2026-W47',
          until: '2026-11-24T23:59:59Z',
          assurance: 'invited',
          anew: { now: !own.anew, from: again, again },
        }),
    ...(own.picture ? { picture: own.picture } : {}),
  });
  return {
    wallet: view,
    getCredential: async invite => {
      await new Promise(resolve => setTimeout(resolve, 400));
      if (invite === 'wrong')
        throw {
          code: 'invite-unknown',
          message: 'The issuer does not know this code.',
          next: 'Check it letter by letter.',
        };
      own.credential = invite === 'old' ? 'expired' : 'current';
      own.due = invite === 'late';
      own.lines = invite === 'new' ? [] : Array.from({ length: 34 }, (_none, at) => line(at));
      own.sites = own.lines.length === 0 ? [] : sites();
      changed();
      return view();
    },
    renewIfDue: view,
    renew: async () => {
      own.credential = 'current';
      own.due = false;
      changed();
      return view();
    },
    startAnew: async () => {
      await new Promise(resolve => setTimeout(resolve, 400));
      own.anew = true;
      own.lines = own.lines.map(one => ({ ...one, old: true }));
      own.sites = own.sites.map(one => ({ ...one, old: true }));
      changed();
      return view();
    },
    picture: async () => own.picture,
    setPicture: async picture => {
      own.picture = picture;
      changed();
    },
    present: async request => {
      const { state: face } = JSON.parse(request) as { state?: string };
      const status = state().vault === 'none' && face === 'real' ? { status: 'no-vault' as const } : {};
      const shown = { ...usual, ...faces[face ?? ''], ...status };
      return shown.firstVisit ? shown : { ...shown, known };
    },
    presentYes: async () => ({ message: { ownyou: 1, type: 'response', state: 's', vp_token: { ownyou: ['t'] } } }),
    presentNo: async () => ({ message: { ownyou: 1, type: 'error', error: 'access_denied', pad: '' } }),
    disclosures: async (offset, limit) => ({ total: own.lines.length, items: own.lines.slice(offset, offset + limit) }),
    sites: async () => own.sites,
    block: async (site, on) => {
      own.sites = own.sites.map(one => (one.site === site ? { ...one, blocked: on } : one));
      changed();
    },
    forgetDisclosures: async () => {
      const gone = own.lines.length;
      own.lines = [];
      changed();
      return gone;
    },
  };
}

function sites(): SiteLine[] {
  const times = { first: '2026-10-02T10:00:00Z', last: '2026-11-20T08:12:00Z' };
  return [
    { site: 'news.localhost', ...times, logins: 22, blocked: false, told, bits: 5.4, old: false },
    { site: 'blog.localhost', ...times, logins: 12, blocked: true, told: told.slice(0, 1), bits: 3.4, old: false },
    { site: 'shop.example', ...times, logins: 1, blocked: false, told: [], bits: 0, old: false },
  ];
}
