// Where points lie, what an address filters by, what a month is: without screen or server.
export const WIDTH = 320;
export const HEIGHT = 96;
export const PAD = 6;

interface Spot {
  x: number;
  y: number;
}

/** Where points lie; those that nobody looked at part the line. Values are only drawn with, never reckoned with. */
export const spots = (values: (number | null)[]): (Spot | null)[] => {
  const known = values.filter((value): value is number => value !== null);
  const top = Math.max(...known, 0);
  const bottom = Math.min(...known, 0);
  const span = top - bottom || 1;
  const step = values.length > 1 ? (WIDTH - 2 * PAD) / (values.length - 1) : 0;
  return values.map((value, index) =>
    value === null ? null : { x: PAD + index * step, y: HEIGHT - PAD - ((value - bottom) / span) * (HEIGHT - 2 * PAD) },
  );
};

const round = (value: number): string => value.toFixed(1);

export const lineOf = (found: (Spot | null)[]): string => {
  let drawn = '';
  let open = false;
  for (const spot of found) {
    if (spot) drawn += `${open ? 'L' : 'M'}${round(spot.x)} ${round(spot.y)}`;
    open = spot !== null;
  }
  return drawn;
};

const WHOLE = /^\d{1,5}$/;

type Filters = Record<string, string | number | string[]>;

/** The filters of an address that this list takes; anything else is left out. */
export const filtersOf = (query: URLSearchParams, taken: readonly string[]): Filters => {
  const found: Filters = {};
  for (const [name, value] of query) {
    if (!taken.includes(name)) continue;
    if (name === 'state') found[name] = value.split(',');
    else if (name === 'pastDueOver') {
      if (WHOLE.test(value)) found[name] = Number(value);
    } else found[name] = value;
  }
  return found;
};

const MONTH = 7;

/** First and last day of the month that a day lies in. */
export const monthOf = (day: string): [string, string] => {
  const [year = 0, month = 1] = day.slice(0, MONTH).split('-').map(Number);
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return [`${day.slice(0, MONTH)}-01`, `${day.slice(0, MONTH)}-${String(last).padStart(2, '0')}`];
};

/** The first day of the month before a day's. */
export const monthBefore = (day: string): string => {
  const [year = 0, month = 1] = day.slice(0, MONTH).split('-').map(Number);
  return new Date(Date.UTC(year, month - 2, 1)).toISOString().slice(0, MONTH + 3);
};
