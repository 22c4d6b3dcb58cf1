/** The process behind a tab: which it is, put to sleep as a system does it, woken, killed. Linux only, like the browser. */

import { readdir, readFile } from 'node:fs/promises';

/** The process that draws this page and runs its worker: the one of this browser's that works while the page does. */
export async function processOf({ profile }, page) {
  const family = await renderersOf(profile);
  const before = await Promise.all(family.map(workOf));
  for (;;) {
    await page.evaluate(() => {
      const end = performance.now() + 200;
      while (performance.now() < end);
    });
    const after = await Promise.all(family.map(workOf));
    const worked = family.map((pid, at) => ({ pid, work: after[at] - before[at] }));
    const [most, next] = worked.sort((one, other) => other.work - one.work);
    // On a full machine it takes longer until one stands out.
    if (most.work >= 15 && most.work > 3 * (next?.work ?? 0)) return named(most.pid);
  }
}

const named = pid => ({
  pid,
  /** The tab stops in the middle of whatever it does, its worker too. */
  sleep: () => process.kill(pid, 'SIGSTOP'),
  wake: () => process.kill(pid, 'SIGCONT'),
  kill: () => process.kill(pid, 'SIGKILL'),
});

/** The renderers among the descendants of the browser with this profile. */
async function renderersOf(profile) {
  const all = await Promise.all((await readdir('/proc')).filter(name => /^\d+$/.test(name)).map(describe));
  const there = all.filter(Boolean);
  const family = there.filter(({ command }) => command.includes(profile) && !command.includes('--type=')).map(idOf);
  for (const parent of family) family.push(...there.filter(child => child.parent === parent).map(idOf));
  return there.filter(({ pid, command }) => family.includes(pid) && command.includes('--type=renderer')).map(idOf);
}

const idOf = ({ pid }) => pid;

/** Of a process that has gone meanwhile, nothing. */
async function describe(name) {
  try {
    const [command, stat] = await Promise.all([readFile(`/proc/${name}/cmdline`, 'utf8'), statOf(name)]);
    return { pid: Number(name), command, parent: Number(stat[1]) };
  } catch {
    return undefined;
  }
}

/** The fields after the name, which may itself have spaces: proc(5). */
async function statOf(pid) {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

/** Hundredths of a second that it has worked. */
async function workOf(pid) {
  const fields = await statOf(pid).catch(() => []);
  return Number(fields[11] ?? 0);
}
