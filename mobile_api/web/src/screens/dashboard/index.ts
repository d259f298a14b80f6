// The board of figures, the lists behind them, and reports as files; loaded when first opened.
import './board.css';
import { addWords } from '../../i18n/core.ts';
import { dashboardZh } from '../../i18n/tables/zh/dashboard.ts';
export { BoardScreen } from './board.tsx';
export { BoardListScreen } from './behind.tsx';
export { ReportsScreen } from './reports.tsx';

addWords(dashboardZh);
