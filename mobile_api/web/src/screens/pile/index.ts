// Deciding a pile of cases: card by card with a thumb, or several at once; loaded when first opened.
import { addWords } from '../../i18n/core.ts';
import { pileZh } from '../../i18n/tables/zh/pile.ts';
import './pile.css';
export { BatchScreen } from './batch.tsx';
export { PileScreen } from './pile.tsx';
export { sendTogether } from './together.ts';

addWords(pileZh);
