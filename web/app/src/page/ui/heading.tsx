/** The heading of a screen: names the tab, and takes the focus when the screen changes, so that it is read out. */

import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

let first = true;

export function Heading({ title, children }: { title: string; children?: ComponentChildren }) {
  const ref = useRef<HTMLHeadingElement>(null);
  // Before it is painted: whoever is quick with the Tab key is not called back.
  useLayoutEffect(() => {
    document.title = `${title} · OwnYou`;
    // The first screen after loading leaves the focus where the browser puts it.
    if (!first && !document.querySelector('dialog[open]')) ref.current?.focus();
    first = false;
  }, [title]);
  return (
    <h1 ref={ref} tabIndex={-1}>
      {children ?? title}
    </h1>
  );
}
