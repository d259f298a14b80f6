// The part of the app that takes applications, loaded when it is first opened.
import { addWords } from '../../i18n/core.ts';
import { errandsZh } from '../../i18n/tables/zh/errands.ts';
import { outboxZh } from '../../i18n/tables/zh/outbox.ts';
export { followErrands } from '../../lib/errands.ts';
export { CheckScreen } from './check.tsx';
export { OpinionScreen } from './opinion.tsx';
export { PhotosScreen } from './photos.tsx';
export { RegisterScreen } from './register.tsx';
export { TermsScreen } from './terms.tsx';

addWords({ ...errandsZh, ...outboxZh });
