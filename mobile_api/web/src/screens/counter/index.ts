// The counter: tills, cash taken and banked; loaded when it is first opened.
import { addWords } from '../../i18n/core.ts';
import { counterZh } from '../../i18n/tables/zh/counter.ts';
export { CounterScreen } from './counter.tsx';
export { MandatesScreen } from './mandates.tsx';

addWords(counterZh);
