// What a person would call the device in his hand.
import { t } from '../../i18n/staff.ts';

export const deviceName = (): string => {
  const kind = /iPhone|iPad|Android|Windows|Macintosh|Linux/.exec(navigator.userAgent)?.[0] ?? '';
  return t('passkeyNameOf', { kind: kind === 'Macintosh' ? 'Mac' : kind }).trim();
};
