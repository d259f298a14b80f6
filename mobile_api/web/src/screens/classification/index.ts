// Five tiers: a loan's class with its history, and the months of the book; loaded when first shown.
import { addWords } from '../../i18n/core.ts';
import { classificationZh } from '../../i18n/tables/zh/classification.ts';
export { BookScreen } from './book.tsx';
export { ClassSection } from './section.tsx';

addWords(classificationZh);
