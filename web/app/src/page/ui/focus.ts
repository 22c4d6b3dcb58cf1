/** Where the focus goes when what had it disappears, so that a keyboard never starts over at the top. */

export function focusMain(): void {
  document.getElementById('main')?.focus({ preventScroll: true });
}

/** Gives the focus back to what opened a dialog, or, when that went too, to what is next to it. */
export function restoreFocus(to: Element | null, beside: Element[]): void {
  // The body has it when what had it went before the dialog was there.
  if (to instanceof HTMLElement && to.isConnected && to !== document.body) to.focus({ preventScroll: true });
  else focusBeside(beside);
}

/** The lines of a list next to the one that `element` is in. */
export function neighbours(element: Element | null): Element[] {
  const line = element?.closest('li');
  return [line?.nextElementSibling, line?.previousElementSibling].filter(beside => beside instanceof Element);
}

/** Watches `root`: when the element with the focus is taken out, the line beside it gets it, else the content. */
export function keepFocus(root: Element): void {
  let last: Element | null = null;
  let beside: Element[] = [];
  root.addEventListener('focusin', event => {
    last = event.target as Element;
    beside = neighbours(last);
  });
  const watch = new MutationObserver(() => {
    // A dialog gives the focus back itself.
    const lost = last !== null && !last.isConnected && last.closest('dialog') === null;
    if (lost && document.activeElement === document.body) focusBeside(beside);
  });
  watch.observe(root, { childList: true, subtree: true });
}

function focusBeside(beside: Element[]): void {
  const line = beside.find(element => element.isConnected);
  const next = line?.querySelector<HTMLElement>('button, a');
  if (next) next.focus({ preventScroll: true });
  else focusMain();
}
