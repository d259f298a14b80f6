// How people are named on the screens; a customer who left one's sight has no name.
import { t } from '../i18n/staff.ts';

type Named = { nameMasked: string | null } | null | undefined;

export const nameOf = (of: Named): string => of?.nameMasked ?? t('nameUnknown');

/** The sign in front of a name in a list. */
export const initialOf = (of: Named): string => (of?.nameMasked ?? '?').slice(0, 1);
