// The outbox; loaded when it is first opened.
import { addWords } from '../../i18n/core.ts';
import { errandsZh } from '../../i18n/tables/zh/errands.ts';
import { outboxZh } from '../../i18n/tables/zh/outbox.ts';
export { OutboxScreen } from './outbox.tsx';

addWords({ ...errandsZh, ...outboxZh });
