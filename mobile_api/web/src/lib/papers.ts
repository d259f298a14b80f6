// The fields of each paper and how their values are written for a person. The server checks them again.
import { t } from '../i18n/staff.ts';

const FIELDS: Record<string, string[]> = {
  ID_FRONT: ['name', 'sex', 'nation', 'birth_date', 'address', 'id_number'],
  ID_BACK: ['authority', 'valid_from', 'valid_until'],
  BUSINESS_LICENCE: [
    'name',
    'credit_code',
    'licence_type',
    'legal_representative',
    'registered_capital_fen',
    'established_on',
    'term',
    'address',
    'business_scope',
  ],
};

const REQUIRED: Record<string, string[]> = {
  ID_FRONT: ['name', 'id_number'],
  ID_BACK: ['valid_until'],
  BUSINESS_LICENCE: ['name'],
};

export const fieldsOf = (kind: string): string[] => FIELDS[kind] ?? [];
export const requiredOf = (kind: string): string[] => REQUIRED[kind] ?? [];

const LONG_TERM = 'long-term';
const isFen = (name: string): boolean => name.endsWith('_fen');

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
