/** Whose work this stands on. */

export function Licences() {
  return (
    <details class="card">
      <summary>About and licences</summary>
      <p>OwnYou is free software under the Apache License 2.0.</p>
      <p>
        The segments are those of the IAB Tech Lab Audience Taxonomy 1.1, © IAB Technology Laboratory, used under{' '}
        <a href="https://creativecommons.org/licenses/by/3.0/" rel="noreferrer" target="_blank">
          Creative Commons Attribution 3.0
        </a>
        . Sensitive segments are left out.
      </p>
      <p>
        The page is made with Preact and its signals (MIT), Comlink (Apache-2.0) and the measures and colours of Open
        Props (MIT). Its typefaces are Life Savers and Alata (SIL Open Font License 1.1).
      </p>
    </details>
  );
}
