// The part of the app that looks things up, and where finance works; loaded when it is first opened. One part and not
// two: with a third the bundler takes what all share out of the first script, and the first page would fetch two.
export { ApplicationsScreen } from './applications.tsx';
export { CustomerScreen } from './customer.tsx';
export { ChooseCustomerScreen, CustomersScreen } from './customers.tsx';
export { LoanScreen } from './loan.tsx';
export { LoansScreen } from './loans.tsx';
export { MeScreen } from './me.tsx';
export { StandInScreen } from './standin.tsx';
export { TilesScreen } from './tiles.tsx';
import { addWords } from '../i18n/core.ts';
import { moneyZh } from '../i18n/tables/zh/money.ts';
export { DaysScreen } from './money/days.tsx';
export { MoneyScreen } from './money/money.tsx';
export { PaymentsScreen } from './money/payments.tsx';
export { ReconcileScreen } from './money/reconcile.tsx';

addWords(moneyZh);
