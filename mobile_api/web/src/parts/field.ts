// What is done at the customer's: a new application, a visit, an instalment in cash, an overdue one; alerts.
import '../i18n/later.ts';
export * from '../screens/alerts/index.ts';
export * from '../screens/collection/index.ts';
export * from '../screens/counter/index.ts';
export * from '../screens/customers/index.ts';
export * from '../screens/intake/index.ts';
export * from '../screens/visit/index.ts';
export { carryOn } from '../lib/errands.ts';
