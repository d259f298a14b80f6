// A text with the places marked that something was read out of.
import { cutText, type Span } from '../../lib/spans.ts';

export const Marked = ({ text, spans }: { text: string; spans: Span[] }) => (
  <>
    {cutText(text, spans).map((piece, at) => (piece.marked ? <mark key={at}>{piece.text}</mark> : piece.text))}
  </>
);
