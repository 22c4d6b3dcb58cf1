/**
 * The keys of the feed: J and K from card to card, S, D, H and C for the one that has the focus. Single letters get in the
 * way of whoever speaks to the computer, so they can be switched off; that is kept with the browser.
 */

import type { CardView } from '@ownyou/wasm';
import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { core } from '../core.ts';
import { attempt, undoLast } from '../ui/notice.tsx';
import { openCard, opened } from '../ui/route.ts';
import { complete, dismiss } from './doing.ts';
import { snoozing } from './later.tsx';
import { nextHeart } from './words.ts';

const kept = 'ownyou-keys-off';

export const keysOn = signal(localStorage.getItem(kept) === null);
/** The list of keys is on. */
export const helping = signal(false);

export function switchKeys(on: boolean): void {
  if (on) localStorage.removeItem(kept);
  else localStorage.setItem(kept, '');
  keysOn.value = on;
}

export const list: { keys: string[]; does: string }[] = [
  { keys: ['J'], does: 'Next card' },
  { keys: ['K'], does: 'The card before' },
  { keys: ['Enter'], does: 'Open it' },
  { keys: ['Esc'], does: 'Close it' },
  { keys: ['S'], does: 'Snooze it' },
  { keys: ['D'], does: 'Dismiss it' },
  { keys: ['H'], does: 'Give it a heart' },
  { keys: ['C'], does: 'It is done' },
  { keys: ['U'], does: 'Undo that' },
  { keys: ['/'], does: 'Ask your agents' },
  { keys: ['?'], does: 'These keys' },
];

/** Listens while the feed is on the page; `cards` are those that are shown. */
export function useKeys(cards: CardView[]): void {
  const shown = useRef(cards);
  shown.current = cards;
  useEffect(() => {
    const until = new AbortController();
    addEventListener('keydown', event => press(event, shown.current) && event.preventDefault(), {
      signal: until.signal,
    });
    return () => until.abort();
  }, []);
}

/** Whether the key meant something here. */
function press(event: KeyboardEvent, cards: CardView[]): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !keysOn.value) return false;
  if (event.target instanceof Element && event.target.closest('input, textarea, select')) return false;
  const dialogs = document.querySelectorAll('dialog[open]').length;
  const key = event.key.toLowerCase();
  if (opened.value !== '' && dialogs === 1 && (key === 'j' || key === 'k')) return turn(cards, key === 'j' ? 1 : -1);
  return dialogs === 0 && (walk(key) || act(key, cards));
}

function walk(key: string): boolean {
  switch (key) {
    case 'j':
      return step(1);
    case 'k':
      return step(-1);
    case '/':
      document.getElementById('ask-agents')?.focus();
      return true;
    case 'u':
      return undoLast();
    case '?':
      helping.value = true;
      return true;
    default:
      return false;
  }
}

function act(key: string, cards: CardView[]): boolean {
  const card = focused(cards);
  if (!card) return false;
  if (key === 's') snoozing.value = card;
  else if (key === 'd') void dismiss(card);
  else if (key === 'c') void complete(card);
  else if (key === 'h') void attempt(() => core.heart(card.id, nextHeart[card.heart]));
  else return false;
  return true;
}

const links = () => [...document.querySelectorAll<HTMLElement>('.masonry [data-card]')];
const lineOf = (element: Element | null) =>
  element?.closest('.masonry > li')?.querySelector<HTMLElement>('[data-card]');

function focused(cards: CardView[]): CardView | undefined {
  const id = lineOf(document.activeElement)?.dataset['card'];
  return cards.find(card => card.id === id);
}

/** To the card after or before the one with the focus; to the first where none has it. */
function step(by: 1 | -1): boolean {
  const all = links();
  const here = lineOf(document.activeElement);
  const next = here ? all[all.indexOf(here) + by] : all[0];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
  return true;
}

/** The card beside the one that is open. */
function turn(cards: CardView[], by: 1 | -1): boolean {
  const next = cards[cards.findIndex(({ id }) => id === opened.value) + by];
  if (next) openCard(next.id);
  return next !== undefined;
}
