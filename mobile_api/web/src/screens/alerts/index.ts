// Alerts of risk: the list, one of them, digests, and the switches of indicators; loaded when first opened.
import { addWords } from '../../i18n/core.ts';
import { alertsZh } from '../../i18n/tables/zh/alerts.ts';
export { AlertScreen } from './alert.tsx';
export { DigestsScreen } from './digests.tsx';
export { AlertsScreen } from './list.tsx';
export { CustomerMeasured, LoanMeasured } from './measured.tsx';
export { SwitchesScreen } from './switches.tsx';

addWords(alertsZh);
