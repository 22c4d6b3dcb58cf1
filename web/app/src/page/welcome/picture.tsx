/** The picture of the first screen: your files go into one sealed place, and a profile of tiles comes out. By hand. */

export function Picture() {
  return (
    <svg class="picture" viewBox="0 0 480 400" role="img" aria-labelledby="picture-title">
      <title id="picture-title">
        Letters, a bank card, a calendar and web pages drop into a locked tab, which shows them as tiles.
      </title>
      <g class="pic-papers">
        <g transform="rotate(-9 90 70)">
          <rect x="34" y="34" width="112" height="74" rx="8" class="pic-paper" />
          <path d="M38 42l52 36 52-36" class="pic-line" />
        </g>
        <g transform="rotate(6 214 58)">
          <rect x="168" y="24" width="84" height="84" rx="8" class="pic-paper" />
          <path d="M168 48h84" class="pic-line" />
          <path d="M190 16v16M230 16v16" class="pic-line" />
          <g class="pic-dots">
            <circle cx="188" cy="66" r="4" />
            <circle cx="210" cy="66" r="4" />
            <circle cx="232" cy="66" r="4" class="pic-warm" />
            <circle cx="188" cy="88" r="4" />
            <circle cx="210" cy="88" r="4" />
          </g>
        </g>
        <g transform="rotate(-5 350 66)">
          <rect x="286" y="32" width="126" height="78" rx="10" class="pic-card" />
          <rect x="286" y="50" width="126" height="14" class="pic-stripe" />
          <path d="M300 92h42" class="pic-light" />
        </g>
      </g>
      <path d="M92 128c4 26 34 30 44 44M212 122v46M350 126c-6 24-40 30-52 46" class="pic-way" />
      <rect x="60" y="176" width="360" height="206" rx="16" class="pic-tab" />
      <path d="M60 212h360" class="pic-line" />
      <circle cx="82" cy="194" r="5" class="pic-dot" />
      <circle cx="100" cy="194" r="5" class="pic-dot" />
      <circle cx="118" cy="194" r="5" class="pic-dot" />
      <g transform="translate(226 182)">
        <path d="M7 12V8a7 7 0 0 1 14 0v4" class="pic-lock-line" />
        <rect x="3" y="11" width="22" height="15" rx="4" class="pic-lock" />
      </g>
      <g class="pic-tiles">
        <rect x="76" y="228" width="132" height="86" rx="8" class="tile-a1" />
        <rect x="76" y="322" width="80" height="46" rx="8" class="tile-a2" />
        <rect x="164" y="322" width="44" height="46" rx="8" class="tile-a3" />
        <rect x="216" y="228" width="92" height="58" rx="8" class="tile-b1" />
        <rect x="216" y="294" width="92" height="74" rx="8" class="tile-b2" />
        <rect x="316" y="228" width="88" height="96" rx="8" class="tile-c1" />
        <rect x="316" y="332" width="40" height="36" rx="8" class="tile-c2" />
        <rect x="364" y="332" width="40" height="36" rx="8" class="tile-c3" />
      </g>
    </svg>
  );
}
