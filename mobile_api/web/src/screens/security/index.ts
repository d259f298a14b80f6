// Who and what stands behind an application besides its borrower; loaded when an application is first looked at.
import { addWords } from '../../i18n/core.ts';
import { securityZh } from '../../i18n/tables/zh/security.ts';
export { SecuritySection } from './section.tsx';

addWords(securityZh);
