import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isDue, lockIn } from '../src/lib/lock.ts';

const kept = new Map<string, string>();

beforeEach(() => {
  kept.clear();
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
