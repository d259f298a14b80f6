import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isDue, lockIn, shut } from '../src/lib/lock.ts';

const kept = new Map<string, string>();
const cookies: string[] = [];

beforeEach(() => {
  kept.clear();
  cookies.length = 0;
  vi.stubGlobal('location', { protocol: 'https:' });
  vi.stubGlobal('document', {
    set cookie(text: string) {
      cookies.push(text);
    },
  });
  vi.useFakeTimers({ now: 1_000_000 });
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a phone locks after its minutes and no sooner, also when it was closed meanwhile', () => {
  lockIn(5);
  vi.advanceTimersByTime(5 * 60_000);
  expect(isDue()).toBe(false);
  vi.advanceTimersByTime(1);
  expect(isDue()).toBe(true);
});

test('each touch puts the lock off, and leaving forgets it', () => {
  lockIn(5);
  vi.advanceTimersByTime(4 * 60_000);
  lockIn(5);
  vi.advanceTimersByTime(4 * 60_000);
  expect(isDue()).toBe(false);
  vi.advanceTimersByTime(4 * 60_000);
  lockIn(null);
  expect(isDue()).toBe(false);
});

test('a browser that keeps nothing is never found locked at its start', () => {
  vi.stubGlobal('localStorage', undefined);
  lockIn(5);
  expect(isDue()).toBe(false);
});

test('a page may be made for the person as long as the phone stays open, and no longer', () => {
  lockIn(5);
  shut();
  lockIn(3);
  lockIn(null);
  const all = (age: number): string => `jiedai_open=zh; path=/; max-age=${age}; samesite=strict; secure`;
  expect(cookies).toEqual([300, 0, 180, 0].map(all));
});
