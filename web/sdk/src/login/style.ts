/**
 * How the element looks. It follows the page's `color-scheme` and font; `--ownyou-color`, `--ownyou-on-color` and
 * `--ownyou-radius` change the rest, and `::part(button)` and its like everything. Nothing moves.
 */

export const style = `
:host{display:inline-block;max-width:100%}
:host([hidden]),[hidden]{display:none}
div{display:flex;flex-wrap:wrap;gap:8px}
button{display:inline-flex;align-items:center;gap:10px;min-height:44px;max-width:100%;margin:0;padding:8px 18px;
border:1px solid #0000;border-radius:var(--ownyou-radius,10px);font:inherit;font-weight:600;text-align:start;cursor:pointer;
background:var(--ownyou-color,light-dark(#0b5d53,#63e6be));color:var(--ownyou-on-color,light-dark(#fff,#121210))}
button:hover{filter:brightness(1.1)}
button:focus-visible{outline:3px solid var(--ownyou-color,light-dark(#0b5d53,#63e6be));outline-offset:2px}
button[aria-disabled=true]{cursor:default;opacity:.8}
[part=cancel]{background:none;border-color:currentColor;color:inherit}
svg{flex:none;width:22px}
p{margin:8px 0 0}
p:empty{margin:0}
`;
