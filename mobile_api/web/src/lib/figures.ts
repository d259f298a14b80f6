// What the screens mark in a figure. The server's findings decide; this only colours.

/** Above half of the income the rules want a person to look. */
export const isHighRatio = (ratio: string): boolean => Number(ratio) > 0.5;
