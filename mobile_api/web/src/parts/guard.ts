// What guards the app: lock, second factor, passkeys, one's channels, diagnostics. Fetched once the first screen stands.
import '../i18n/later.ts';
import { addWords } from '../i18n/core.ts';
import { guardZh } from '../i18n/tables/zh/guard.ts';
export { StepUpSheet } from '../components/stepup.tsx';
export { confirmed } from '../lib/passkeys.ts';
export { DiagnosticsScreen } from '../screens/guard/diagnostics.tsx';
export { LeaveSheet } from '../screens/guard/leaving.tsx';
export { cover, watch } from '../screens/guard/lock.tsx';
export { SafetyScreen } from '../screens/guard/safety.tsx';

addWords(guardZh);
