// Months and shares of the book; shares are only shown and drawn with.

/** The first days of so many months, that of a day first and then backwards. */
export const monthsBack = (day: string, count: number): string[] => {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return Array.from({ length: count }, (_, back) => {
    const at = year * 12 + month - 1 - back;
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}-01`;
  });
};

/** A part of an amount as a rate with four places; nothing of nothing is nothing. */
export const share = (part: string, whole: string): string =>
  Number(whole) === 0 ? '0' : (Number(part) / Number(whole)).toFixed(4);
