/** The messages of a login between a publisher's page and a wallet, as docs/formats/present.md has them: read strictly. */

/** What the publisher's server asks. Only `state` is read here; the wallet and the server check the rest. */
export interface Request {
  state: string;
  client_id: string;
}

/** The wallet's answer: a token for the publisher's server, or no. */
export type Answer = { token: string } | 'denied';

const STATE = /^[\w-]{22}$/;
const TOKEN = /^[\w-]{1,4096}$/;

function fields(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

/** The request in the body of a challenge. */
export function readChallenge(body: unknown): Request | undefined {
  const request = fields(fields(body)?.request);
  const { state, client_id } = request ?? {};
  const fits = typeof state === 'string' && STATE.test(state) && typeof client_id === 'string';
  return fits ? (request as unknown as Request) : undefined;
}

/** Whether a message says that the wallet's window is there and waits for a request. */
export function isReady(message: unknown, channel: string): boolean {
  const { ownyou, type, channel: said } = fields(message) ?? {};
  return ownyou === 1 && type === 'ready' && said === channel;
}

/** The answer in a message on the port; nothing where it is none to this request. */
export function readAnswer(message: unknown, state: string): Answer | undefined {
  const { ownyou, type, state: said, vp_token, error } = fields(message) ?? {};
  if (ownyou !== 1) return undefined;
  if (type === 'error' && typeof error === 'string') return 'denied';
  const tokens = fields(vp_token)?.ownyou;
  if (type !== 'response' || said !== state || !Array.isArray(tokens) || tokens.length !== 1) return undefined;
  return typeof tokens[0] === 'string' && TOKEN.test(tokens[0]) ? { token: tokens[0] } : undefined;
}

/** Where the wallet is asked. The fragment goes to no server. */
export function walletAddress(wallet: string, channel: string, request: Request): string {
  const text = btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(request))));
  const base64url = text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return `${new URL(wallet).origin}/present#v=1&channel=${channel}&request=${base64url}`;
}

/** The answer in a callback's fragment, and which request it is to. */
export function readFragment(fragment: string): { state: string; answer: Answer } | undefined {
  const said = new URLSearchParams(fragment.replace(/^#/, ''));
  const [state, token] = [said.get('state') ?? '', said.get('vp_token') ?? ''];
  if (said.get('v') !== '1' || !STATE.test(state)) return undefined;
  if (said.has('error')) return { state, answer: 'denied' };
  return TOKEN.test(token) ? { state, answer: { token } } : undefined;
}

/** The name under which a window that lost its opener says its answer to the page that waits. */
export const channelOf = (state: string): string => `ownyou:${state}`;
