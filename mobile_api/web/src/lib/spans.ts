// Places in a text, counted in signs as the server counts them: an emoji is one, whatever it takes in memory.
export interface Span {
  start: number;
  end: number;
}

export interface Piece {
  text: string;
  marked: boolean;
}

/** The text in pieces, marked and not; spans that overlap are one mark, what lies beyond the text is nothing. */
export const cutText = (text: string, spans: Span[]): Piece[] => {
  const pieces: Piece[] = [];
  Array.from(text).forEach((sign, at) => {
    const marked = spans.some(({ start, end }) => start <= at && at < end);
    const last = pieces[pieces.length - 1];
    if (last && last.marked === marked) last.text += sign;
    else pieces.push({ text: sign, marked });
  });
  return pieces;
};
