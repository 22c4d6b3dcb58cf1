/** Draws a scene, 160 × 100. The colours are its own, in both schemes: it must look the same wherever it is shown. */

import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { inWords, type Scene, scene } from './scene.ts';

const width = 160;
const horizon = 62;

/** From the top of the sky to the horizon, the far land, the near land. */
const colours: Record<Scene['sky'], { top: string; low: string; far: string; near: string }> = {
  dawn: { top: '#8fb6e8', low: '#ffd9c2', far: '#a58bb0', near: '#5d6b7f' },
  day: { top: '#4aa3e8', low: '#d4effd', far: '#6fae82', near: '#35784d' },
  dusk: { top: '#5b3f8c', low: '#ff9a5c', far: '#7a3f63', near: '#3d2145' },
  night: { top: '#0c1433', low: '#33427a', far: '#1e2a55', near: '#0e1631' },
  storm: { top: '#49525c', low: '#a7b0b5', far: '#66737a', near: '#38434a' },
  'northern lights': { top: '#06202c', low: '#2fae8c', far: '#0f4450', near: '#072630' },
};

/** What the land is made of, over what the sky makes of it. */
const ground: Record<Scene['land'], { far?: string; near?: string }> = {
  hills: {},
  mountains: {},
  sea: { far: '#3c7fa6', near: '#22587d' },
  dunes: { far: '#e0b676', near: '#b98442' },
  islands: { near: '#2b6a8c' },
  fields: { far: '#b7b24a', near: '#7e8f2f' },
};

const tints: Record<Scene['tint'], string> = {
  red: '#e5484d',
  yellow: '#ffd43b',
  green: '#3fbf6b',
  blue: '#4c8dff',
  violet: '#b07bff',
  white: '#ffffff',
};

export function Drawing({ seed }: { seed: number }) {
  const sky = useId();
  const drawn = scene(seed);
  const colour = colours[drawn.sky];
  return (
    <svg class="scene" viewBox={`0 0 ${width} 100`} role="img" aria-label={inWords(drawn)}>
      <defs>
        <linearGradient id={sky} x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stop-color={colour.top} />
          <stop offset="0.66" stop-color={colour.low} />
        </linearGradient>
      </defs>
      <rect width={width} height="100" fill={`url(#${sky})`} />
      <Weather scene={drawn} />
      <Light scene={drawn} />
      <Land scene={drawn} />
      <Thing scene={drawn} />
    </svg>
  );
}

function Weather({ scene: { sky, specks } }: { scene: Scene }) {
  if (sky === 'night' || sky === 'northern lights') {
    return (
      <g fill="#fff">
        {specks.map(({ x, y }) => (
          <circle key={x} cx={x * width} cy={y * 50} r={0.5 + y * 0.7} />
        ))}
      </g>
    );
  }
  if (sky === 'storm') {
    const drops = specks.map(({ x, y }) => `M${x * width} ${20 + y * 45}l-3 9`).join('');
    return <path d={drops} stroke="#dfe7ec" stroke-width="0.9" stroke-linecap="round" />;
  }
  return (
    <g fill="#fff" opacity="0.75">
      {specks.slice(0, 3).map(({ x, y }) => (
        <g key={x} transform={`translate(${x * width} ${10 + y * 26})`}>
          <ellipse rx="13" ry="3.6" />
          <ellipse cx="-3" cy="-3" rx="6" ry="4" />
        </g>
      ))}
    </g>
  );
}

function Light({ scene: { light, lightAt, sky } }: { scene: Scene }) {
  const x = 24 + lightAt * (width - 48);
  switch (light) {
    case 'a sun':
      return <circle cx={x} cy="26" r="12" fill={sky === 'dusk' ? '#ffcf5c' : '#fff3a3'} />;
    case 'a full moon':
      return (
        <g fill="#f4f1e4">
          <circle cx={x} cy="24" r="11" />
          <g fill="#cfcab6">
            <circle cx={x - 3} cy="21" r="2.4" />
            <circle cx={x + 4} cy="27" r="1.7" />
          </g>
        </g>
      );
    case 'a crescent moon':
      return <path d={`M${x} 12a12 12 0 1 0 11 17a10 10 0 0 1-11-17Z`} fill="#fff6cf" />;
    case 'a rainbow':
      return (
        <g fill="none" stroke-width="2.6" opacity="0.85">
          {['#e5484d', '#ffb224', '#46c46f', '#4c8dff', '#9d6bff'].map((stroke, at) => (
            <circle key={stroke} cx={x} cy={horizon + 6} r={48 - at * 2.6} stroke={stroke} />
          ))}
        </g>
      );
    case 'a comet':
      return (
        <g transform={`translate(${x} 22)`}>
          <path d="M0-2.6L-34-13L0 2.6Z" fill="#fff" opacity="0.6" />
          <circle r="3.4" fill="#fff" />
        </g>
      );
    default:
      return null;
  }
}

function Land({ scene: { sky, land, far, near } }: { scene: Scene }) {
  const colour = { ...colours[sky], ...ground[land] };
  const flat = land === 'sea' || land === 'fields';
  const pointed = land === 'mountains';
  const high = pointed ? 34 : land === 'islands' ? 18 : 14;
  return (
    <>
      <path d={ridge(far, horizon, flat ? 0 : high, pointed)} fill={colour.far} />
      {pointed && <path d={peak(far)} fill="#fff" opacity="0.9" />}
      <path d={ridge(near, 78, flat || land === 'islands' ? 0 : 9, false)} fill={colour.near} />
      {(land === 'sea' || land === 'islands') && <path d={waves} stroke="#fff" stroke-width="1" opacity="0.45" />}
      {land === 'fields' && <path d={furrows} stroke="#000" stroke-width="0.8" opacity="0.25" />}
    </>
  );
}

const waves = 'M12 84h16M52 90h20M98 83h14M128 93h18M24 95h12M84 96h10';
const furrows = 'M80 62L-10 100M80 62L30 100M80 62L66 100M80 62L96 100M80 62L130 100M80 62L170 100';

/** A line of land through nine heights, as peaks or as waves. */
function ridge(heights: number[], base: number, high: number, pointed: boolean): string {
  const points = heights.map((height, at) => ({ x: (at * width) / (heights.length - 1), y: base - height * high }));
  const line = points.map(({ x, y }, at) => {
    if (at === 0) return `M${x} ${y}`;
    const before = points[at - 1] ?? { x, y };
    const middle = (before.x + x) / 2;
    return pointed ? `L${x} ${y}` : `C${middle} ${before.y} ${middle} ${y} ${x} ${y}`;
  });
  return `${line.join('')}V100H0Z`;
}

/** Snow on the highest mountain. */
function peak(heights: number[]): string {
  const inner = heights.slice(1, -1);
  const at = inner.indexOf(Math.max(...inner)) + 1;
  const step = width / (heights.length - 1);
  const y = (height: number | undefined) => horizon - (height ?? 0) * 34;
  const top = y(heights[at]);
  const down = (side: number) => {
    const part = 0.3;
    return `${(at + side * part) * step} ${top + (y(heights[at + side]) - top) * part}`;
  };
  return `M${at * step} ${top}L${down(1)}L${down(-1)}Z`;
}

function Thing({ scene: { thing, tint, thingAt } }: { scene: Scene }) {
  return (
    <g transform={`translate(${26 + thingAt * (width - 52)} 84)`} fill={tints[tint]} {...outline}>
      {shapes[thing]}
    </g>
  );
}

const outline = { stroke: '#1b1b1b', 'stroke-width': 1, 'stroke-linejoin': 'round' } as const;

/** Each stands on 0, about 40 high; its colour comes from around it. */
const shapes: Record<Scene['thing'], ComponentChildren> = {
  'pine tree': (
    <>
      <rect x="-2.5" y="-8" width="5" height="9" fill="#6b4a2b" />
      <path d="M0-42L10-25H5L14-8H-14L-5-25H-10Z" />
    </>
  ),
  'sailing boat': (
    <>
      <path d="M-20-8H20L13 2H-13Z" fill="#7a4a26" />
      <path d="M-1-11V-42L-17-12ZM2-11V-36L16-12Z" />
    </>
  ),
  bird: (
    <path d="M-24-36C-14-46-5-40 0-31C5-40 14-46 24-36C14-38 8-33 4-25L13-20L2-19C-2-17-6-19-4-25C-8-33-14-38-24-36Z" />
  ),
  house: (
    <>
      <rect x="-15" y="-20" width="30" height="21" fill="#f6ecd9" />
      <path d="M-19-20L0-38L19-20Z" />
      <rect x="-4" y="-12" width="8" height="13" fill="#6b4a2b" />
    </>
  ),
  balloon: (
    <>
      <path d="M-8-34L-3-22M8-34L3-22" fill="none" />
      <path d="M0-70C-18-70-20-48-8-34H8C20-48 18-70 0-70Z" />
      <path d="M0-70C-7-62-7-44-3-34H3C7-44 7-62 0-70Z" fill="#fff" opacity="0.7" />
      <rect x="-4" y="-22" width="8" height="7" fill="#8a5a2b" />
    </>
  ),
  lighthouse: (
    <>
      <path d="M-8 1L-5-36H5L8 1Z" fill="#fff" />
      <path d="M-7.2-9L-6.4-18H6.4L7.2-9ZM-5.7-27L-5-36H5L5.7-27Z" />
      <path d="M-5-36V-43H5V-36ZM-7-43L0-49L7-43Z" fill="#ffe27a" />
    </>
  ),
  cactus: (
    <path d="M-4 1V-14H-9C-13-14-14-17-14-20V-27H-9V-20H-4V-38C-4-43 4-43 4-38V-14H9V-23H14V-14C14-11 12-8 9-8H4V1Z" />
  ),
  kite: (
    <>
      <path d="M0-46L12-62L0-74L-12-62Z" />
      <path d="M0-46V-74M-12-62H12" />
      <path d="M0-46C-8-38 8-30-2-20" fill="none" />
    </>
  ),
};
