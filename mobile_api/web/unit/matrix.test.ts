import { describe, expect, it } from 'vitest';
import { draftOf, newStep, rowInput } from '../src/lib/matrix.ts';

const step = { position: 'committee_member', mode: 'committee', votesNeeded: 2, quorum: 3 };
const row = {
  number: 4,
  tier: 'COMMITTEE' as const,
  exposureFrom: '500000.01',
  exposureUntil: null,
  referred: null,
  products: ['biz_equal'],
  grades: ['BB', 'unrated'],
  regions: ['Branch_1'],
  routine: null,
  steps: [{ ...step, ownRegion: false, stepUp: true, slaHours: 18, escalatesTo: null }],
};

describe('a row of the matrix', () => {
  it('comes back out of the form as it went in', () => {
    const { number: _number, ...rest } = row;
    expect(rowInput(draftOf(row))).toEqual({ ...rest, steps: [{ ...row.steps[0], mode: 'COMMITTEE' }] });
  });

  it('keeps apart what holds for referred ones, for clean ones and for both', () => {
    const told = (referred: '' | 'yes' | 'no') => rowInput({ ...draftOf(row), referred })?.referred;
    expect([told(''), told('yes'), told('no')]).toEqual([null, true, false]);
  });

  it('says what a gesture may approve, and nothing where nothing is said', () => {
    const routine = { exposureUntil: '200000.00', grades: ['A', 'AA'] };
    const draft = draftOf({ ...row, tier: 'REGIONAL', routine });
    expect(rowInput(draft)?.routine).toEqual(routine);
    expect(rowInput({ ...draft, routineUntil: '' })?.routine).toBeNull();
    expect(rowInput({ ...draft, routineUntil: '2oo' })).toBeNull();
  });

  it('takes commas of both languages between products', () => {
    expect(rowInput({ ...draftOf(row), products: 'a，b, c、d' })?.products).toEqual(['a', 'b', 'c', 'd']);
  });

  it('is not sent with an amount or a number that is unclear', () => {
    const draft = draftOf(row);
    expect(rowInput({ ...draft, from: '5-0' })).toBeNull();
    expect(rowInput({ ...draft, until: '1e9' })).toBeNull();
    expect(rowInput({ ...draft, steps: [{ ...newStep(), votes: 'two' }] })).toBeNull();
    expect(rowInput({ ...draft, steps: [{ ...newStep(), hours: '1.5' }] })).toBeNull();
  });
});
