// What outside sources say of a customer; loaded when a customer is first looked at.
import { addWords } from '../../i18n/core.ts';
import { sourcesZh } from '../../i18n/tables/zh/sources.ts';
export { SourcesSection } from './section.tsx';

addWords(sourcesZh);
