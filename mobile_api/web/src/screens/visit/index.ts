// The visit before the loan; loaded when one is first looked at.
import { addWords } from '../../i18n/core.ts';
import { errandsZh } from '../../i18n/tables/zh/errands.ts';
import { outboxZh } from '../../i18n/tables/zh/outbox.ts';
import { visitZh } from '../../i18n/tables/zh/visit.ts';
export { VisitScreen } from './form.tsx';
export { VisitSection } from './section.tsx';

addWords({ ...visitZh, ...errandsZh, ...outboxZh });
