/** Runs the groups of figures asked for (all, when none is), prints a table, writes the report. */

import { writeFile } from 'node:fs/promises';
import { cpus, loadavg, release, totalmem } from 'node:os';
import * as native from './native.mjs';
import * as bbs from './web/bbs.mjs';
import * as classify from './web/classify.mjs';
import * as embed from './web/embed.mjs';
import * as importing from './web/import.mjs';
import * as login from './web/login.mjs';
import * as memory from './web/memory.mjs';
import * as missions from './web/missions.mjs';
import * as opening from './web/open.mjs';
import * as size from './web/size.mjs';
import * as vault from './web/vault.mjs';

const groups = {
  size: size.figures,
  open: opening.figures,
  import: importing.figures,
  login: login.figures,
  memory: memory.figures,
  vault: vault.figures,
  classify: classify.figures,
  missions: missions.figures,
  embed: embed.figures,
  bbs: async () => [...(await bbs.figures()), ...(await native.figures())],
};

const [report, ...asked] = process.argv.slice(2);
const unknown = asked.filter(name => !(name in groups));
if (!report || unknown.length > 0) {
  console.error(`there is no group ${unknown.join(', ')}; one of: ${Object.keys(groups).join(' ')}`);
  process.exit(2);
}

const machine = `${cpus()[0].model}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}`;
const list = [
  {
    id: 'machine',
    value: cpus().length,
    unit: 'cores',
    n: 1,
    name: machine,
    date: new Date().toISOString().slice(0, 10),
    load: Number(loadavg()[0].toFixed(1)),
  },
];
console.log(machine);
for (const name of asked.length > 0 ? asked : Object.keys(groups)) {
  for (const figure of await groups[name]()) {
    list.push(figure);
    const peer = figure.peer ? `  ${figure.ratio.toFixed(2)} × ${figure.peer} (${figure.peer_value})` : '';
    console.log(
      `${figure.id.padEnd(34)}${String(figure.value).padStart(10)} ${figure.unit.padEnd(8)} n=${figure.n}${peer}`,
    );
  }
}
await writeFile(report, `${JSON.stringify(list, null, 1)}\n`);
console.log(`written to ${report}`);
