import { describe, expect, it } from 'vitest';
import { Intents, newKey } from '../src/api/intents.ts';

const counting = (): (() => string) => {
  let count = 0;
  return () => `key-${(count += 1)}`;
};

describe('the key of an intent', () => {
  it('is a version-4 UUID, never the same twice', () => {
    const keys = Array.from({ length: 500 }, () => newKey());
    expect(new Set(keys).size).toBe(500);
    for (const key of keys)
      expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('stays while the same thing is tried again', () => {
    const intents = new Intents(counting());
    const first = intents.keyFor('approve:7', { verdict: 'APPROVE', reason: 'ok' });
    expect(intents.keyFor('approve:7', { reason: 'ok', verdict: 'APPROVE' })).toBe(first);
    expect(intents.isOpen('approve:7')).toBe(true);
  });

  it('changes with the content, so that no key ever carries two payloads', () => {
    const intents = new Intents(counting());
    const first = intents.keyFor('approve:7', { amount: '50000.00' });
    expect(intents.keyFor('approve:7', { amount: '50000.01' })).not.toBe(first);
    expect(intents.keyFor('approve:7', { amount: '50000.00', note: null })).not.toBe(first);
  });

  it('belongs to one action', () => {
    const intents = new Intents(counting());
    expect(intents.keyFor('approve:7', {})).not.toBe(intents.keyFor('approve:8', {}));
  });

  it('ends with the final word of the server, and at log-out', () => {
    const intents = new Intents(counting());
    const first = intents.keyFor('repay:1', {});
    intents.settle('repay:1');
    const second = intents.keyFor('repay:1', {});
    expect(second).not.toBe(first);
    intents.clear();
    expect(intents.keyFor('repay:1', {})).not.toBe(second);
  });
});
