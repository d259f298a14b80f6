// A camera's 8 MB become at most 300 kB before they leave the phone. Drawing on a canvas turns the picture upright
// by its EXIF mark and drops every other mark in it (place, time, device).

export const LONG_EDGE = 1600;
export const MAX_BYTES = 300_000;
/** For a person who has told his browser to save data. */
export const SAVING_BYTES = 180_000;
const SMALLEST_LONG_EDGE = 640;

export interface Size {
  width: number;
  height: number;
}

export interface Attempt extends Size {
  quality: number;
}

/** `size` scaled down so that no edge is above `longest`; never scaled up, never below one pixel. */
export const fitWithin = (size: Size, longest: number): Size => {
  const scale = Math.min(1, longest / Math.max(size.width, size.height));
  const edge = (length: number): number => Math.max(1, Math.round(length * scale));
  return { width: edge(size.width), height: edge(size.height) };
};

const QUALITIES = [0.86, 0.78, 0.7, 0.62];

/** What to try in turn: first less quality, then fewer pixels; text stays readable longest this way. */
export const attempts = (original: Size, longest: number = LONG_EDGE): Attempt[] => {
  const plan: Attempt[] = [];
  for (const quality of QUALITIES) plan.push({ ...fitWithin(original, longest), quality });
  for (let edge = longest * 0.8; edge >= SMALLEST_LONG_EDGE; edge *= 0.8) {
    plan.push({ ...fitWithin(original, Math.round(edge)), quality: 0.7 });
  }
  return plan;
};

export interface Rectangle extends Size {
  x: number;
  y: number;
}

/**
 * The part of a video picture that lies under a frame on the screen. The video fills its box with `object-fit: cover`,
 * so the visible picture is a cut of the real one; `margin` (a share of the frame) keeps what a shaky hand moved out.
 */
export const frameInVideo = (video: Size, box: Size, frame: Rectangle, margin = 0.08): Rectangle => {
  const scale = Math.max(box.width / video.width, box.height / video.height);
  const hiddenX = (video.width * scale - box.width) / 2;
  const hiddenY = (video.height * scale - box.height) / 2;
  const clamp = (value: number, limit: number): number => Math.min(Math.max(value, 0), limit);
  const left = clamp((frame.x - frame.width * margin + hiddenX) / scale, video.width);
  const top = clamp((frame.y - frame.height * margin + hiddenY) / scale, video.height);
  const right = clamp((frame.x + frame.width * (1 + margin) + hiddenX) / scale, video.width);
  const bottom = clamp((frame.y + frame.height * (1 + margin) + hiddenY) / scale, video.height);
  const rounded = { x: Math.round(left), y: Math.round(top) };
  return { ...rounded, width: Math.round(right) - rounded.x, height: Math.round(bottom) - rounded.y };
};

export class PictureError extends Error {
  readonly reason: 'unreadable' | 'too_large';

  constructor(reason: 'unreadable' | 'too_large') {
    super(reason);
    this.name = 'PictureError';
    this.reason = reason;
  }
}

type Source = ImageBitmap | HTMLVideoElement | HTMLImageElement;

const encode = (source: Source, cut: Rectangle, attempt: Attempt): Promise<Blob | null> => {
  const canvas = document.createElement('canvas');
  canvas.width = attempt.width;
  canvas.height = attempt.height;
  const context = canvas.getContext('2d');
  if (!context) return Promise.resolve(null);
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, cut.x, cut.y, cut.width, cut.height, 0, 0, attempt.width, attempt.height);
  return new Promise((done) => canvas.toBlob(done, 'image/jpeg', attempt.quality));
};

/** How large a picture may be on this network's terms. */
export const roomFor = (link?: { saveData?: boolean }): number => (link?.saveData ? SAVING_BYTES : MAX_BYTES);

/** The part `cut` of `source` as a JPEG of at most MAX_BYTES, or less where data is to be saved. */
export const encodeSmall = async (source: Source, cut: Rectangle): Promise<Blob> => {
  const room = roomFor((navigator as Navigator & { connection?: { saveData?: boolean } }).connection);
  for (const attempt of attempts(cut)) {
    const blob = await encode(source, cut, attempt);
    if (!blob) throw new PictureError('unreadable');
    if (blob.size <= room) return blob;
  }
  throw new PictureError('too_large');
};

const decode = async (file: Blob): Promise<ImageBitmap> => {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    throw new PictureError('unreadable');
  }
};

/** A chosen file as a small upright JPEG. Raises PictureError when the phone cannot read it as a picture. */
export const shrinkFile = async (file: Blob): Promise<Blob> => {
  const bitmap = await decode(file);
  try {
    return await encodeSmall(bitmap, { x: 0, y: 0, width: bitmap.width, height: bitmap.height });
  } finally {
    bitmap.close();
  }
};
