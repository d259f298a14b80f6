// When a case must be decided, how often somebody has urged it, in whose hands it is: one line, apart because the first
// list shows it.
import type { CaseCard } from '../../generated/operations.ts';
import { time } from '../../i18n/format.ts';
import { t } from '../../i18n/staff.ts';

export const Deadline = ({ of }: { of: Pick<CaseCard, 'dueAt' | 'overdue' | 'urges' | 'assignee'> }) => (
  <>
    {of.dueAt !== null && (
      <span class={of.overdue ? 'tone-bad strong' : ''}>
        {t(of.overdue ? 'overdueSince' : 'dueIn', { at: time(of.dueAt) })}
      </span>
    )}
    {of.urges > 0 && <span class="tone-bad"> · {t('urged', { n: of.urges })}</span>}
    {of.assignee && <span> · {t('inHandsOf', { name: of.assignee.name })}</span>}
  </>
);
