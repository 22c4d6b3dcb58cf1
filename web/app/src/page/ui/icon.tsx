/** The few line icons, drawn by hand on a 24 × 24 grid. Decoration: the words beside them carry the meaning. */

const paths = {
  missions: 'M4 4h7v9H4zM13.5 4H20v5h-6.5zM13.5 11.5H20V20h-6.5zM4 15.5h7V20H4z',
  open: 'M10 5H5v14h14v-5M13 5h6v6m0-6-8.5 8.5',
  keys: 'M3 7h18v10H3zM7 10.5h.01m3.3 0h.01m3.3 0h.01m3.3 0h.01M8 14h8',
  profile: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-8 8c1-4 4-5.5 8-5.5s7 1.5 8 5.5',
  memory:
    'M6 7v3m0 4v3M6 7a2 2 0 1 0 0-4 2 2 0 0 0 0 4Zm0 7a2 2 0 1 0 0-4 2 2 0 0 0 0 4Zm0 7a2 2 0 1 0 0-4 2 2 0 0 0 0 4Zm5.5-16H20m-8.5 7H20m-8.5 7H20',
  data: 'M4 6c0-1.7 3.6-3 8-3s8 1.3 8 3-3.6 3-8 3-8-1.3-8-3Zm0 0v12c0 1.7 3.6 3 8 3s8-1.3 8-3V6M4 12c0 1.7 3.6 3 8 3s8-1.3 8-3',
  wallet:
    'M4 7.5h14.5a1.5 1.5 0 0 1 1.5 1.5v9.5a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 18.5Zm0 0A2.5 2.5 0 0 1 6.5 5H17M16 13.75h.5',
  settings:
    'M4 7h9m5 0h2M4 17h2m5 0h9M15.5 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Zm-7 10a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  drop: 'M12 4v11m0 0-4-4m4 4 4-4M4 16v4h16v-4',
  close: 'M6 6l12 12M18 6 6 18',
  back: 'M15 5l-7 7 7 7',
  into: 'M9 5l7 7-7 7',
  email: 'M4 6h16v12H4zM4 7l8 6 8-6',
  transaction: 'M3 6h18v12H3zM3 10h18M6 15h4',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v4m8-4v4',
  history: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM3 12h18M12 3c5 5 5 13 0 18-5-5-5-13 0-18Z',
  chat: 'M4 5h16v11H10l-4 4v-4H4z',
  contact:
    'M5 3.5h14v17H5zM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Zm-4 4.5c.7-2 2-2.8 4-2.8s3.3.8 4 2.8M3 8h2m-2 8h2',
  check: 'M5 13l4 4L19 7',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13Zm5-1.5L20 20',
  fact: 'M6 3.5h12v17l-6-4-6 4Z',
  travel: 'M5 8h14v12H5zM9 8V5h6v3M9 12v4m6-4v4',
  shopping: 'M6 8h12l1 12H5ZM9 8V7a3 3 0 0 1 6 0v1',
  health: 'M12 20s-7.5-4.6-7.5-10A4.2 4.2 0 0 1 12 7.5 4.2 4.2 0 0 1 19.5 10c0 5.4-7.5 10-7.5 10Z',
  work: 'M4 8h16v11H4zM9 8V5h6v3M4 13h16',
  home: 'M4 11l8-7 8 7v9h-5v-6H9v6H4Z',
  food: 'M5 8h11v6a5 5 0 0 1-5 5h-1a5 5 0 0 1-5-5Zm11 1h1.5a2.5 2.5 0 0 1 0 5H16M8 3v2m4-2v2',
  culture: 'M9 18V6l10-2v12M9 18a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0Zm10-2a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0Z',
  sport: 'M7 7v10M4 9v6m13-8v10m3-8v6M7 12h10',
  regular: 'M5 12a7 7 0 0 1 12-4.9l3 2.9m0-5v5h-5M19 12a7 7 0 0 1-12 4.9L4 14m0 5v-5h5',
  episode: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM12 7.5V12l3 2',
  rule: 'M6 20V4m0 6h7a5 5 0 0 1 5 5v4m0 0-2.5-2.5M18 19l2.5-2.5',
  entity:
    'M12 21c-4-4.2-6.5-7.6-6.5-10.8a6.5 6.5 0 0 1 13 0C18.5 13.4 16 16.8 12 21Zm0-8.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6Z',
  relationship:
    'M8 12.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Zm-6 7c.6-3.2 2.9-5 6-5s5.4 1.8 6 5M16 6a3 3 0 0 1 0 6m1.5 3c2.4.4 4 2 4.5 4.5',
  public: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM3.5 12h17',
  sensitive:
    'M2.5 12c2-4 5.4-6 9.5-6s7.5 2 9.5 6c-2 4-5.4 6-9.5 6s-7.5-2-9.5-6Zm9.5 2.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z',
  private: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  filter: 'M4 6h16M7 12h10M10 18h4',
  add: 'M12 5v14M5 12h14',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="glyph" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
      <path
        d={paths[name]}
        fill="none"
        stroke="currentColor"
        stroke-width="1.75"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}

/** The mark: a person inside a ring that is theirs. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="9" class="mark-ground" />
      <circle cx="16" cy="16" r="10" class="mark-line" />
      <circle cx="16" cy="13.5" r="3.2" class="mark-fill" />
      <path d="M9.8 22.3a7 7 0 0 1 12.4 0A10 10 0 0 1 16 26a10 10 0 0 1-6.2-3.7Z" class="mark-fill" />
    </svg>
  );
}
