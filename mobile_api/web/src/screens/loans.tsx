// Loans in sight, with what is due next.
import { Empty } from '../components/basics.tsx';
import { Filter } from '../components/filter.tsx';
import { Screen } from '../components/frame.tsx';
import { List } from '../components/list.tsx';
import { LoanLine } from '../components/rows.tsx';
import { Loans, type LoanState } from '../generated/operations.ts';
import { label, t } from '../i18n/staff.ts';
import { usePages } from '../lib/pages.ts';
import { route } from '../lib/router.ts';

const STATES: LoanState[] = ['ACTIVE', 'PENDING_DISBURSEMENT', 'CLOSED', 'WRITTEN_OFF'];

export const LoansScreen = ({ root }: { root: boolean }) => {
  const { query } = route.value;
  const state = STATES.filter((one) => (query.get('state') ?? '').split(',').includes(one));
  const overdue = query.get('overdue') === 'true';
  const variables = { ...(state.length ? { state } : {}), ...(overdue ? { overdue } : {}) };
  const paged = usePages(Loans, variables, (data) => data.loans);
  return (
    <Screen title={t('loansTitle')} {...(root ? {} : { parent: '/tiles' })}>
      <Filter
        choices={[
          { href: '/loans', label: t('filterAll'), chosen: state.length === 0 && !overdue },
          { href: '/loans?overdue=true', label: t('filterOverdue'), chosen: overdue },
          ...STATES.map((one) => ({
            href: `/loans?state=${one}`,
            label: label('LoanState', one),
            chosen: state.includes(one),
          })),
        ]}
      />
      {paged.rows && paged.rows.length > 0 && <p class="list-head">{t('count', { n: paged.total })}</p>}
      <List
        paged={paged}
        row={(one) => <LoanLine of={one} />}
        empty={<Empty icon="document" title={t('loansEmpty')} />}
      />
    </Screen>
  );
};
