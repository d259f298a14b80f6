// The part of the app where finance works, loaded when it is first opened.
export { DaysScreen } from './days.tsx';
export { MoneyScreen } from './money.tsx';
export { PaymentsScreen } from './payments.tsx';
export { ReconcileScreen } from './reconcile.tsx';
