// What an officer's day is made of, in one file of the app: a case, its customer, its loan. One large file packs far
// better than twenty small ones, so a screen joins one of the parts; each part is fetched when first needed.
import '../i18n/later.ts';
export { ApplicationScreen, CaseScreen } from '../screens/application/index.tsx';
export * from '../screens/outbox/index.ts';
export * from '../screens/pile/index.ts';
export * from '../screens/records.ts';
export * from '../screens/relations/index.ts';
export * from '../screens/security/index.ts';
export * from '../screens/sources/index.ts';
