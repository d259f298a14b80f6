// The part of the app that takes applications, loaded when it is first opened.
export { CheckScreen } from './check.tsx';
export { OpinionScreen } from './opinion.tsx';
export { PhotosScreen } from './photos.tsx';
export { RegisterScreen } from './register.tsx';
export { TermsScreen } from './terms.tsx';
