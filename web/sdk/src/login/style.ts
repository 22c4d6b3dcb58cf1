/** How the element looks, in light and dark. A page may style `ownyou-login::part(button)`. */

const css = `
:host { display: inline-block; max-inline-size: 100%; font: inherit; color-scheme: light dark; }
button {
  font: inherit; padding: .65em 1.1em; border-radius: .5em; border: 1px solid currentColor; background: none;
  color: inherit; cursor: pointer; min-block-size: 44px;
}
button.main { background: light-dark(#1d3a34, #cfe8df); color: light-dark(#fff, #10201c); border-color: transparent; }
button:disabled { opacity: .6; cursor: default; }
button:focus-visible { outline: 3px solid light-dark(#1d6b5a, #8fd6c1); outline-offset: 2px; }
p { margin: .5em 0 0; font-size: .9em; min-block-size: 1.4em; }
button + button { margin-inline-start: .5em; }
[hidden] { display: none; }
`;

let sheet: CSSStyleSheet | undefined;

/** One sheet for every element; made in the document that has them. */
export function style(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  return sheet;
}
