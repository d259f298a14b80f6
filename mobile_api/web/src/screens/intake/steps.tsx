// The step bar of a new application: where one is, how much is left.
import { t } from '../../i18n/staff.ts';
import type { StaffKey } from '../../i18n/tables/staff-zh.ts';

const STEPS: StaffKey[] = ['stepDocument', 'stepCheck', 'stepRegister', 'stepTerms', 'stepOpinion'];

export type Step = 1 | 2 | 3 | 4 | 5;

export const Steps = ({ at }: { at: Step }) => (
  <div class="stepper">
    <p class="small muted">{t('stepOf', { n: at, of: STEPS.length })}</p>
    <ol class="steps" aria-hidden="true">
      {STEPS.map((step, index) => (
        <li key={step} class={index + 1 < at ? 'done' : index + 1 === at ? 'now' : ''} />
      ))}
    </ol>
  </div>
);
