/** The browser check: what this one can do, and what each family of browsers will and will not do. */

import { useEffect, useState } from 'preact/hooks';
import { Heading } from '../ui/heading.tsx';
import { Icon } from '../ui/icon.tsx';
import { type Ability, abilities } from './browser.ts';

/** The screen before there is a vault. */
export function Browsers() {
  return (
    <main id="main" class="narrow" tabIndex={-1}>
      <p>
        <a class="back" href="#/">
          <Icon name="back" /> Back
        </a>
      </p>
      <Heading title="Check this browser" />
      <BrowserCheck />
      <p>
        <a class="button primary" href="#/create">
          Create my vault
        </a>
      </p>
    </main>
  );
}

/** The tables alone, as the settings show them too. */
export function BrowserCheck() {
  const [list, setList] = useState<Ability[]>([]);
  useEffect(() => {
    void abilities().then(setList);
  }, []);
  const missing = list.filter(ability => ability.needed && !ability.has);
  return (
    <>
      {list.length > 0 && (
        <p class={missing.length > 0 ? 'problem' : undefined}>
          {missing.length > 0
            ? `OwnYou cannot work here: ${missing.map(ability => ability.name).join(', ')} is missing. Use a current Chromium, Firefox or Safari.`
            : 'This browser has everything that OwnYou needs.'}
        </p>
      )}
      <table>
        <caption>This browser</caption>
        <thead>
          <tr>
            <th scope="col">Ability</th>
            <th scope="col">Here</th>
          </tr>
        </thead>
        <tbody>
          {list.map(({ name, why, has, needed }) => (
            <tr key={name}>
              <th scope="row">
                {name}
                <small>
                  {why}
                  {needed && ' · needed'}
                </small>
              </th>
              <td>{has ? 'Yes' : 'No'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Families />
    </>
  );
}

function Families() {
  return (
    <>
      <h2>What each browser does</h2>
      <dl class="families">
        <dt>Chromium: Chrome, Edge, Brave, Opera</dt>
        <dd>
          Everything here works, and it can be installed. It deletes a site’s data when the disk runs full, unless
          persistent storage is granted; it grants it by how you use the site, without asking you.
        </dd>
        <dt>Firefox</dt>
        <dd>
          Everything works in the tab. There is no background sync, so nothing happens while it is closed, and no
          install on the desktop. It asks you before it grants persistent storage.
        </dd>
        <dt>Safari</dt>
        <dd>
          It deletes all data of a site that you have not used for 7 days, unless it is installed: on the Mac by “Add to
          Dock”, on iPhone and iPad by “Add to Home Screen”. Keep your 24 words and your files. There is no background
          sync.
        </dd>
        <dt>Private windows, everywhere</dt>
        <dd>Everything is gone when the window closes.</dd>
      </dl>
    </>
  );
}
