// What a camera wrote into a JPEG about when and where: read before the picture is made small, which drops it.

export interface Taken {
  at: Date | null;
  latitude: number | null;
  longitude: number | null;
}

const NOTHING: Taken = { at: null, latitude: null, longitude: null };
const SEARCHED_BYTES = 256 * 1024;
const [EXIF_IFD, GPS_IFD, ORIGINAL, OFFSET] = [0x8769, 0x8825, 0x9003, 0x9011];
const [NORTH_SOUTH, LATITUDE, EAST_WEST, LONGITUDE] = [1, 2, 3, 4];
const SIZES: Record<number, number> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1 };

interface Entry {
  type: number;
  count: number;
  at: number;
}

/** The TIFF block of a JPEG's APP1 segment; null where there is none. */
const tiffOf = (view: DataView): DataView | null => {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return null;
  let at = 2;
  while (at + 4 <= view.byteLength) {
    const marker = view.getUint16(at);
    const length = view.getUint16(at + 2);
    if ((marker & 0xff00) !== 0xff00 || marker === 0xffda || length < 2) return null;
    const isExif = marker === 0xffe1 && at + 10 <= view.byteLength && view.getUint32(at + 4) === 0x45786966;
    if (isExif)
      return new DataView(
        view.buffer,
        view.byteOffset + at + 10,
        Math.min(length - 8, view.byteLength - at - 10),
      );
    at += 2 + length;
  }
  return null;
};

class Tiff {
  private readonly view: DataView;
  private readonly little: boolean;

  constructor(view: DataView) {
    this.view = view;
    this.little = view.getUint16(0) === 0x4949;
  }

  first(): number {
    return this.view.getUint32(4, this.little);
  }

  entries(at: number): Map<number, Entry> {
    const found = new Map<number, Entry>();
    const count = this.view.getUint16(at, this.little);
    for (let number = 0; number < count; number += 1) {
      const own = at + 2 + number * 12;
      const type = this.view.getUint16(own + 2, this.little);
      const length = this.view.getUint32(own + 4, this.little);
      const fits = (SIZES[type] ?? 8) * length <= 4;
      found.set(this.view.getUint16(own, this.little), {
        type,
        count: length,
        at: fits ? own + 8 : this.view.getUint32(own + 8, this.little),
      });
    }
    return found;
  }

  pointer(entry: Entry | undefined): number | null {
    return entry ? this.view.getUint32(entry.at, this.little) : null;
  }

  text(entry: Entry | undefined): string {
    if (!entry || entry.type !== 2) return '';
    let text = '';
    for (let n = 0; n < entry.count; n += 1) {
      const code = this.view.getUint8(entry.at + n);
      if (code === 0) break;
      text += String.fromCharCode(code);
    }
    return text;
  }

  /** Degrees, minutes and seconds as degrees; null for what is none. */
  degrees(entry: Entry | undefined): number | null {
    if (!entry || entry.type !== 5 || entry.count !== 3) return null;
    const parts = [0, 1, 2].map((n) => {
      const below = this.view.getUint32(entry.at + n * 8 + 4, this.little);
      return below === 0 ? Number.NaN : this.view.getUint32(entry.at + n * 8, this.little) / below;
    });
    const degrees = parts[0]! + parts[1]! / 60 + parts[2]! / 3600;
    return Number.isFinite(degrees) ? degrees : null;
  }
}

/** "2026:11:23 09:30:00" as the camera's clock had it; without an offset, in the zone of this phone. */
const instantOf = (text: string, offset: string): Date | null => {
  const match = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)$/.exec(text);
  if (!match) return null;
  const zone = /^[+-]\d\d:\d\d$/.test(offset) ? offset : '';
  const instant = new Date(`${match[1]}-${match[2]}-${match[3]}T${match[4]}${zone}`);
  return Number.isNaN(instant.getTime()) ? null : instant;
};

export const readTaken = (bytes: ArrayBuffer): Taken => {
  try {
    const block = tiffOf(new DataView(bytes));
    if (!block) return NOTHING;
    const tiff = new Tiff(block);
    const main = tiff.entries(tiff.first());
    const exif = tiff.pointer(main.get(EXIF_IFD));
    const gps = tiff.pointer(main.get(GPS_IFD));
    const shot = exif === null ? new Map<number, Entry>() : tiff.entries(exif);
    const place = gps === null ? new Map<number, Entry>() : tiff.entries(gps);
    const north = tiff.degrees(place.get(LATITUDE));
    const east = tiff.degrees(place.get(LONGITUDE));
    const known = north !== null && east !== null && north <= 90 && east <= 180;
    return {
      at: instantOf(tiff.text(shot.get(ORIGINAL)), tiff.text(shot.get(OFFSET))),
      latitude: known ? (tiff.text(place.get(NORTH_SOUTH)) === 'S' ? -north : north) : null,
      longitude: known ? (tiff.text(place.get(EAST_WEST)) === 'W' ? -east : east) : null,
    };
  } catch {
    return NOTHING; // a rotten block: the picture may be sound without it
  }
};

/** When and where a file was taken, as far as it says so. */
export const takenOf = async (file: Blob): Promise<Taken> =>
  readTaken(await file.slice(0, SEARCHED_BYTES).arrayBuffer());
