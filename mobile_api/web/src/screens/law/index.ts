// The compliance desk and one's own notices; loaded when first opened.
import { addWords } from '../../i18n/core.ts';
import { lawZh } from '../../i18n/tables/zh/law.ts';
export { DossiersScreen } from './dossiers.tsx';
export { FindingBody } from './finding.tsx';
export { FindingsScreen } from './findings.tsx';
export { NoticesScreen } from './notices.tsx';
export { ReportScreen } from './report.tsx';
export { TicketsScreen } from './tickets.tsx';

addWords(lawZh);
