// Serving a customer and his loan: call, way, log, what if.
import { addWords } from '../../i18n/core.ts';
import { servingZh } from '../../i18n/tables/zh/serving.ts';
export { HelpSection } from '../feedback/telling.tsx';
export { WhatIf } from '../loan/whatif.tsx';
export { ServeButtons, ServeLog } from './serving.tsx';

addWords(servingZh);
