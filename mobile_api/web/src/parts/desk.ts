// What is done at a desk: rules and matrices, money, compliance, dashboards, the classified book.
import '../i18n/later.ts';
export * from '../screens/classification/index.ts';
export * from '../screens/dashboard/index.ts';
export * from '../screens/law/index.ts';
export * from '../screens/money/index.ts';
export * from '../screens/offers/index.ts';
export * from '../screens/risk/index.ts';
