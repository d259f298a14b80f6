// A drawn signature as the server takes it: strokes of whole points on a field of 1000 x 400.
export const FIELD_WIDTH = 1000;
export const FIELD_HEIGHT = 400;
const NEAR = 4;
const POINTS_MAX = 5500;
const STROKES_MAX = 100;

export type Point = [x: number, y: number];
export type Stroke = Point[];

const within = (value: number, most: number): number => Math.min(Math.max(Math.round(value), 0), most);

/** A place on a box of so many pixels as a point of the field. */
export const pointAt = (x: number, y: number, width: number, height: number): Point => [
  within((x / Math.max(width, 1)) * FIELD_WIDTH, FIELD_WIDTH),
  within((y / Math.max(height, 1)) * FIELD_HEIGHT, FIELD_HEIGHT),
];

/** Adds a point to the last stroke, unless it is next to the one before or the field is full. Tells whether it did. */
export const extend = (strokes: Stroke[], point: Point): boolean => {
  const stroke = strokes[strokes.length - 1];
  if (!stroke || count(strokes) >= POINTS_MAX) return false;
  const last = stroke[stroke.length - 1];
  if (last && Math.hypot(last[0] - point[0], last[1] - point[1]) < NEAR) return false;
  stroke.push(point);
  return true;
};

export const begin = (strokes: Stroke[], point: Point): boolean => {
  if (strokes.length >= STROKES_MAX || count(strokes) >= POINTS_MAX) return false;
  strokes.push([point]);
  return true;
};

export const count = (strokes: Stroke[]): number => strokes.reduce((sum, stroke) => sum + stroke.length, 0);
