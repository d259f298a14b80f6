// Where the phone is: asked once when it matters, never followed.
import type { PositionInput } from '../generated/operations.ts';

const PATIENCE_MS = 12_000;

/** The phone's position; null where there is none, no permission, or no https. */
export const whereAmI = (): Promise<PositionInput | null> =>
  new Promise((done) => {
    if (!('geolocation' in navigator)) return done(null);
    navigator.geolocation.getCurrentPosition(
      ({ coords, timestamp }) =>
        done({
          latitude: Number(coords.latitude.toFixed(6)),
          longitude: Number(coords.longitude.toFixed(6)),
          accuracyM: Math.ceil(coords.accuracy),
          at: new Date(timestamp).toISOString(),
        }),
      () => done(null),
      { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 30_000 },
    );
  });
