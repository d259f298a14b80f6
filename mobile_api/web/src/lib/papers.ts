// The fields of each paper and how their values are written for a person. The server checks them again.
import { t } from '../i18n/staff.ts';

const FIELDS: Record<string, string[]> = {
  ID_FRONT: ['name', 'sex', 'nation', 'birth_date', 'address', 'id_number'],
  ID_BACK: ['authority', 'valid_from', 'valid_until'],
  BUSINESS_LICENCE: [
    'name',
    'credit_code',
    'registration_number',
    'licence_type',
    'legal_representative',
    'composition',
    'registered_capital_fen',
    'established_on',
    'term',
    'address',
    'business_scope',
    'authority',
    'registered_on',
  ],
};

const REQUIRED: Record<string, string[]> = {
  ID_FRONT: ['name', 'id_number'],
  ID_BACK: ['valid_until'],
  BUSINESS_LICENCE: ['name'],
};

/** Every card shows each of its fields; what a licence shows depends on its layout and on whom it is for. */
const WHOLE = new Set(['ID_FRONT', 'ID_BACK']);

/** Whether an officer has to fill in a field that was not read. */
export const isExpected = (kind: string, name: string): boolean => WHOLE.has(kind) || requiredOf(kind).includes(name);

const isFen = (name: string): boolean => name.endsWith('_fen');
const DATES = new Set(['birth_date', 'valid_from', 'established_on', 'registered_on']);
const CODES = new Set(['id_number', 'credit_code']); // digits and capital letters

export interface Keyboard {
  type: 'text' | 'date';
  attributes: { inputMode?: 'numeric' | 'decimal'; autoCapitalize?: 'characters' };
}

/** What a phone offers to type a field with. */
export const keyboardOf = (name: string, value: string): Keyboard => {
  if (DATES.has(name) && /^(\d{4}-\d{2}-\d{2})?$/.test(value)) return { type: 'date', attributes: {} };
  if (CODES.has(name)) return { type: 'text', attributes: { autoCapitalize: 'characters' } };
  if (name === 'registration_number') return { type: 'text', attributes: { inputMode: 'numeric' } };
  return { type: 'text', attributes: isFen(name) ? { inputMode: 'decimal' } : {} };
};

export const fieldsOf = (kind: string): string[] => FIELDS[kind] ?? [];
export const requiredOf = (kind: string): string[] => REQUIRED[kind] ?? [];

const LONG_TERM = 'long-term';

/** A stored value as a person reads it: capital in yuan, a validity without end in words. */
export const shownValue = (name: string, value: string): string => {
  if (value === LONG_TERM) return t('longTerm');
  if (!isFen(name) || !/^\d+$/.test(value)) return value;
  const padded = value.padStart(3, '0');
  return `${padded.slice(0, -2)}.${padded.slice(-2)}`.replace(/\.00$/, '');
};

/** What a person typed as it is stored. */
export const storedValue = (name: string, typed: string): string => {
  const value = typed.trim();
  if (value === t('longTerm') || value === '长期') return LONG_TERM;
  const match = isFen(name) ? /^(\d+)(?:\.(\d{1,2}))?$/.exec(value.replace(/[,，\s]/g, '')) : null;
  return match ? `${match[1]}${(match[2] ?? '').padEnd(2, '0')}`.replace(/^0+(?=\d)/, '') : value;
};
