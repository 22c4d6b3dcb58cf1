/** The browsing: evenings of the story and habits of the week, as Google Takeout writes Chrome's history. */

import { search, story } from './evenings.mjs';
import { HABITS, SEARCHES } from './pages.mjs';
import { days, plusDays, random } from './tools.mjs';

const VISITS = 800;
const CLIENT = 'Wm9WbGVrU2FtcGxlTGlmZQ==';
const MINUTE = 60_000_000;

/** Fills `#` with digits and `@` with letters, but leaves the fragment of an address alone. */
const filled = (url, dice) =>
  url.replace('@', () => dice.code(11)).replace(/#(?!inbox)/, () => dice.code(6, '0123456789'));

function storyVisits(when, dice) {
  return story(when).flatMap(([date, clock, pages]) => {
    let time = when.at(`${date} ${clock}`).utc * 1000;
    return pages.map(([url, title], i) => {
      time += i === 0 ? 0 : dice.between(MINUTE / 2, 4 * MINUTE);
      return {
        url,
        title,
        time,
        how:
          i === 0
            ? url.includes('/search?')
              ? 'GENERATED'
              : 'TYPED'
            : url.includes('confirm')
              ? 'FORM_SUBMIT'
              : 'LINK',
      };
    });
  });
}

function searchVisits(when, all, dice) {
  return SEARCHES.map(words => {
    const [url, title] = search(words);
    const clock = `${dice.pick(all)} ${dice.between(12, 22)}:${dice.between(10, 59)}`;
    return { url, title, time: when.at(clock).utc * 1000 + dice.between(0, MINUTE - 1), how: 'GENERATED' };
  });
}

/** One sitting: a few pages of one interest within minutes of each other. */
function sitting(when, date, dice, weighted) {
  const pages = dice.pick(weighted);
  let time =
    when.at(`${date} ${String(dice.pick([7, 8, 12, 13, 18, 19, 20, 21, 22])).padStart(2, '0')}:${dice.between(10, 59)}`)
      .utc *
      1000 +
    dice.between(0, MINUTE - 1);
  return Array.from({ length: dice.between(1, 3) }, (_, i) => {
    const [url, title] = dice.pick(pages);
    time += i === 0 ? 0 : dice.between(MINUTE / 3, 6 * MINUTE);
    return {
      url: filled(url, dice),
      title,
      time,
      how: i === 0 ? dice.pick(['TYPED', 'AUTO_BOOKMARK', 'LINK']) : dice.chance(0.05) ? 'RELOAD' : 'LINK',
    };
  });
}

/**
 * `BrowserHistory.json`, newest visit first as the export has it. It ends a day early: what Mara does in the evening is the
 * next morning already for who lives far east of her.
 */
export function history(when) {
  const dice = random(800);
  const all = days(when.first, plusDays(when.last, -1));
  const visits = [...storyVisits(when, dice), ...searchVisits(when, all, dice)];
  const weighted = HABITS.flatMap(([weight, pages]) => Array(weight).fill(pages));
  while (visits.length < VISITS)
    visits.push(...sitting(when, dice.pick(all), dice, weighted).slice(0, VISITS - visits.length));
  visits.sort((a, b) => b.time - a.time || (a.url < b.url ? -1 : 1));
  const lines = visits.map(({ url, title, time, how }) =>
    JSON.stringify({ page_transition: how, title, url, client_id: CLIENT, time_usec: time }),
  );
  return { parts: [`{"Browser History":[\n${lines.join(',\n')}\n]}\n`], count: visits.length };
}
