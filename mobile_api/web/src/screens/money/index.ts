// Where finance works; loaded when it is first opened.
import { addWords } from '../../i18n/core.ts';
import { moneyZh } from '../../i18n/tables/zh/money.ts';
export { BreakCard } from './break.tsx';
export { DaysScreen } from './days.tsx';
export { MoneyScreen } from './money.tsx';
export { PaymentsScreen } from './payments.tsx';
export { ReconcileScreen } from './reconcile.tsx';

addWords(moneyZh);
