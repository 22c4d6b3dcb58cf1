/** When two answers are the same to somebody who looks at them. */

import { expect, test } from 'vitest';
import { sameOrder } from '../src/page/ui/steady.tsx';

const found = (...ids: string[]) => ({ total: ids.length, refining: false, items: ids.map(id => ({ id })) });

test('the same lines in the same order', () => {
  expect(sameOrder(found('a', 'b'), found('a', 'b'))).toBe(true);
  expect(sameOrder(found('a', 'b'), found('b', 'a'))).toBe(false);
  expect(sameOrder(found('a'), found('a', 'b'))).toBe(false);
  expect(sameOrder(found('a', 'b'), found('a'))).toBe(false);
});
