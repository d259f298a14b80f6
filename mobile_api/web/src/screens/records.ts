// The part of the app that looks things up; loaded when it is first opened.
export { ApplicationsScreen } from './applications.tsx';
export { CustomerScreen } from './customer.tsx';
export { ChooseCustomerScreen, CustomersScreen } from './customers.tsx';
export { LoanScreen } from './loan.tsx';
export { LoansScreen } from './loans.tsx';
export { MeScreen } from './me.tsx';
export { StandInScreen } from './standin.tsx';
