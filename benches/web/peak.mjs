/** How much memory a browser's pages have taken. */

import { readdir, readFile } from 'node:fs/promises';

/** The highest resident memory that any renderer of this browser has had, MiB, from /proc. */
export async function peak(profile) {
  const processes = new Map();
  for (const pid of (await readdir('/proc')).filter(name => /^\d+$/.test(name))) {
    const read = name => readFile(`/proc/${pid}/${name}`, 'latin1').catch(() => '');
    const [command, status] = await Promise.all([read('cmdline'), read('status')]);
    const number = name => Number(status.match(new RegExp(`^${name}:\\s+(\\d+)`, 'm'))?.[1] ?? 0);
    processes.set(Number(pid), { command, parent: number('PPid'), kib: number('VmHWM') });
  }
  const ours = pid => {
    const one = processes.get(pid);
    return one !== undefined && (one.command.includes(profile) || ours(one.parent));
  };
  const renderers = [...processes].filter(([pid, { command }]) => command.includes('--type=renderer') && ours(pid));
  return Math.max(...renderers.map(([, { kib }]) => kib)) / 1024;
}
