import type { sharedZh } from '../zh/shared.ts';

export const sharedEn: Record<keyof typeof sharedZh, string> = {
  close: 'Close',
  retry: 'Try again',
  latest: 'Show the latest',
  loading: 'Loading…',
  unclear: 'The server did not answer. It may or may not have been done; trying again will not do it twice.',
  offline: 'The server cannot be reached. Check the network.',
  requestId: 'Reference {id}',
  themeAuto: 'As the phone',
  themeLight: 'Light',
  themeDark: 'Dark',
  newVersion: 'A new version is ready',
  reloadNow: 'Update now',
  language: 'Language',
  'RepaymentMethod.EQUAL_INSTALMENT': 'Equal instalment',
  'RepaymentMethod.EQUAL_PRINCIPAL': 'Equal principal',
  'RepaymentMethod.INTEREST_ONLY': 'Interest only, then bullet',
  'RepaymentMethod.BULLET': 'Bullet',
  'RepaymentMethod.FLAT': 'Flat interest',
  'RepaymentMethod.BALLOON': 'Balloon',
  'RepaymentMethod.DRAW_AS_YOU_GO': 'Draw as you go',
};
