// Which rows of a long table are drawn, where the keyboard goes, and what is copied: apart from the page, to be tested.

export interface Slice {
  first: number;
  /** The row after the last one that is drawn. */
  last: number;
  /** Pixels that stand for the rows above and below. */
  above: number;
  below: number;
}

const SPARE_ROWS = 8;

export const slice = (scrolled: number, seen: number, height: number, count: number): Slice => {
  const first = Math.min(Math.max(Math.floor(scrolled / height) - SPARE_ROWS, 0), count);
  const last = Math.min(Math.ceil((scrolled + seen) / height) + SPARE_ROWS, count);
  return { first, last: Math.max(first, last), above: first * height, below: (count - Math.max(first, last)) * height };
};

/** The row that a step leads to; it stops at both ends. */
export const step = (at: number, by: number, count: number): number => Math.min(Math.max(at + by, 0), count - 1);

/** A cell for a spreadsheet: no tabs and line ends inside, and nothing that it would take for a formula. */
const plain = (text: string): string => {
  const flat = text.replace(/\s+/g, ' ').trim();
  return /^[=+@]|^-(?![\d.,]+$)/.test(flat) ? `'${flat}` : flat;
};

export const asTsv = <Row>(columns: { name: string; text: (row: Row) => string }[], rows: Row[]): string =>
  [
    columns.map((column) => plain(column.name)).join('\t'),
    ...rows.map((row) => columns.map((column) => plain(column.text(row))).join('\t')),
  ].join('\n');
