// Collection: worklist and case; loaded when first opened.
import { addWords } from '../../i18n/core.ts';
import { collectionZh } from '../../i18n/tables/zh/collection.ts';
export { CollectionCaseScreen } from './case.tsx';
export { SpeechScreen } from './speech.tsx';
export { WorklistScreen } from './worklist.tsx';

addWords(collectionZh);
