// The risk desk: the matrix, rules, texts of papers, doubles of customers; loaded when opened.
import { addWords } from '../../i18n/core.ts';
import { riskZh } from '../../i18n/tables/zh/risk.ts';
export { EditionActions, EditionScreen, EditionsScreen } from './editions.tsx';
export { FiguresScreen } from './figures.tsx';
export { RiskScreen } from './home.tsx';
export { MatricesScreen, MatrixAction, MatrixScreen } from './matrices.tsx';
export { MatrixFormScreen } from './matrixform.tsx';
export { MergingScreen } from './merging.tsx';
export { RuleFormScreen } from './ruleform.tsx';
export { SheetScreen } from './sheet.tsx';
export { TemplatesScreen } from './templates.tsx';
export { WhyScreen } from './why.tsx';

addWords(riskZh);
