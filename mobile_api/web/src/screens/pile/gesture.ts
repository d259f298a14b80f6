// A thumb on the top card, as a state and a step: no element, no clock. The card moves sideways only; up and down
// belong to the page. To the right approves where that is routine, to the left asks for the reason of a return.

export interface Point {
  x: number;
  y: number;
  /** Milliseconds. */
  at: number;
}

export type Touch = { kind: 'down' | 'move' | 'up'; point: Point } | { kind: 'cancel' };
export type Outcome = 'approve' | 'return' | 'barred';

export interface Hold {
  from: Point;
  /** The last point but one, for the speed with which the card is let go. */
  before: Point;
  last: Point;
  sideways: boolean;
}

export interface Field {
  width: number;
  /** Whether a gesture to the right may approve. */
  routine: boolean;
}

export interface Moved {
  hold: Hold | null;
  /** Where the card is, in pixels from its place. */
  shift: number;
  outcome: Outcome | null;
}

const SLACK = 10;
const SHARE = 0.35;
const FLICK_SPEED = 0.6;
const FLICK_PATH = 48;
const RESISTANCE = 0.22;
const REST: Moved = { hold: null, shift: 0, outcome: null };

const path = (hold: Hold): number => hold.last.x - hold.from.x;

/** Pixels a millisecond over the last two points; a thumb that has stopped has none. */
const speed = ({ before, last }: Hold): number => (last.x - before.x) / Math.max(1, last.at - before.at);

/** A card that may not go to the right follows the thumb a little, like a drawer that is locked. */
const shiftOf = (way: number, field: Field): number => (way > 0 && !field.routine ? way * RESISTANCE : way);

const outcomeOf = (hold: Hold, field: Field): Outcome | null => {
  const way = path(hold);
  const flicked = Math.abs(way) >= FLICK_PATH && speed(hold) * Math.sign(way) >= FLICK_SPEED;
  if (Math.abs(way) < field.width * SHARE && !flicked) return null;
  if (way < 0) return 'return';
  return field.routine ? 'approve' : 'barred';
};

/** What a touch makes of a hold: begun with the first, ended with the last, given up when the page scrolls. */
export const next = (hold: Hold | null, touch: Touch, field: Field): Moved => {
  if (touch.kind === 'cancel') return REST;
  const { point } = touch;
  if (touch.kind === 'down')
    return { hold: { from: point, before: point, last: point, sideways: false }, shift: 0, outcome: null };
  if (!hold) return REST;
  const moved: Hold = touch.kind === 'move' ? { ...hold, before: hold.last, last: point } : { ...hold, last: point };
  if (!moved.sideways) {
    const [dx, dy] = [Math.abs(path(moved)), Math.abs(moved.last.y - moved.from.y)];
    if (dy > SLACK && dy >= dx) return REST;
    moved.sideways = dx > SLACK;
  }
  if (touch.kind === 'up') return moved.sideways ? { ...REST, outcome: outcomeOf(moved, field) } : REST;
  return { hold: moved, shift: moved.sideways ? shiftOf(path(moved), field) : 0, outcome: null };
};
