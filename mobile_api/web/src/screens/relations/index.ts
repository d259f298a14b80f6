// Whom a customer is connected with and what he owns; loaded when a customer is first looked at.
import { addWords } from '../../i18n/core.ts';
import { relationsZh } from '../../i18n/tables/zh/relations.ts';
export { RelationsSection } from './section.tsx';

addWords(relationsZh);
