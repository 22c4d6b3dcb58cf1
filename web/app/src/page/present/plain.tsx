/** The plainest face: a heading, some text, and its buttons below. */

import type { ComponentChildren } from 'preact';
import { Heading } from '../ui/heading.tsx';

interface PlainProps {
  title: string;
  children: ComponentChildren;
  /** The buttons. */
  end?: ComponentChildren;
}

export function Plain({ title, children, end }: PlainProps) {
  return (
    <main id="main" class="present-face" tabIndex={-1}>
      <div class="present-body">
        <Heading title={title} />
        {children}
      </div>
      {end && <div class="present-end">{end}</div>}
    </main>
  );
}
