// A strip of a picture laid flat: the place of one field, cut in the browser out of the picture that is shown anyway.
import type { Size } from './shrink.ts';

const STRIP_WIDTH = 720;
const ENLARGED_MOST = 3;
const ROOM = 0.4; // of the strip's own height on each side: neighbours help to recognise the place
const ROOM_MOST = 24;

export interface Cut extends Size {
  /** For `CanvasRenderingContext2D.setTransform`: from the picture's pixels to the strip's. */
  transform: [number, number, number, number, number, number];
}

/**
 * How to draw the place with these corners (x, y four times, shares of the picture, clockwise from where reading
 * begins); null when they enclose nothing.
 */
export const cutting = (corners: readonly number[], picture: Size): Cut | null => {
  const at = (index: number): [number, number] => [
    (corners[2 * index] ?? 0) * picture.width,
    (corners[2 * index + 1] ?? 0) * picture.height,
  ];
  const [startX, startY] = at(0);
  const [endX, endY] = at(1);
  const [belowX, belowY] = at(3);
  const width = Math.hypot(endX - startX, endY - startY);
  const height = Math.hypot(belowX - startX, belowY - startY);
  if (width < 1 || height < 1) return null;
  const along = [(endX - startX) / width, (endY - startY) / width] as const;
  const down = [(belowX - startX) / height, (belowY - startY) / height] as const;
  const area = along[0] * down[1] - along[1] * down[0];
  if (Math.abs(area) < 0.1) return null;
  const room = Math.min(ROOM * height, ROOM_MOST + 0.1 * height);
  const scale = Math.min(ENLARGED_MOST, STRIP_WIDTH / (width + 2 * room));
  const [a, b, c, d] = [down[1] / area, -along[1] / area, -down[0] / area, along[0] / area];
  const left = room - (a * startX + c * startY);
  const top = room - (b * startX + d * startY);
  return {
    width: Math.max(1, Math.round((width + 2 * room) * scale)),
    height: Math.max(1, Math.round((height + 2 * room) * scale)),
    transform: [a * scale, b * scale, c * scale, d * scale, left * scale, top * scale],
  };
};

/** Draws the place of a field onto a canvas of its own size. False when there is nothing to draw. */
export const drawCut = (picture: HTMLImageElement, corners: readonly number[], canvas: HTMLCanvasElement): boolean => {
  const cut = cutting(corners, { width: picture.naturalWidth, height: picture.naturalHeight });
  const context = canvas.getContext('2d');
  if (!cut || !context) return false;
  canvas.width = cut.width;
  canvas.height = cut.height;
  context.imageSmoothingQuality = 'high';
  context.setTransform(...cut.transform);
  context.drawImage(picture, 0, 0);
  return true;
};
