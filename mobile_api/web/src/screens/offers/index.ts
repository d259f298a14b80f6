// Campaigns of offers to good payers, and a customer's open offers.
import { addWords } from '../../i18n/core.ts';
import { offersZh } from '../../i18n/tables/zh/offers.ts';
export { OffersScreen } from './campaigns.tsx';
export { OfferLinks } from './links.tsx';

addWords(offersZh);
