// The desk of a wide screen; loaded when first opened.
import './desk.css';
import { addWords } from '../../i18n/core.ts';
import { wideZh } from '../../i18n/tables/zh/wide.ts';
export { DeskScreen } from './desk.tsx';
export { Rail } from './rail.tsx';

addWords(wideZh);
