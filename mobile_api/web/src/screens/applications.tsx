// Applications in sight, by state; the address carries the filter, so that a figure can lead to the list behind it.
import { useSignal } from '@preact/signals';
import { Empty } from '../components/basics.tsx';
import { Screen } from '../components/frame.tsx';
import { List } from '../components/list.tsx';
import { ApplicationLine } from '../components/rows.tsx';
import { Search } from '../components/search.tsx';
import { Applications, type ApplicationState } from '../generated/operations.ts';
import { label, t } from '../i18n/staff.ts';
import { usePages } from '../lib/pages.ts';
import { Filter } from '../components/filter.tsx';
import { route } from '../lib/router.ts';

const STATES: ApplicationState[] = [
  'DRAFT',
  'IN_REVIEW',
  'RETURNED',
  'APPROVED',
  'CONTRACTED',
  'DISBURSED',
  'REJECTED',
  'WITHDRAWN',
];

const chosenStates = (): ApplicationState[] => {
  const named = (route.value.query.get('state') ?? '').split(',');
  return STATES.filter((state) => named.includes(state));
};

export const ApplicationsScreen = ({ root }: { root: boolean }) => {
  const search = useSignal('');
  const state = chosenStates();
  const variables = { ...(state.length ? { state } : {}), ...(search.value ? { search: search.value } : {}) };
  const paged = usePages(Applications, variables, (data) => data.applications);
  return (
    <Screen title={t('applicationsTitle')} {...(root ? {} : { parent: '/tiles' })}>
      <Search label={t('searchApplications')} onSearch={(text) => (search.value = text)} />
      <Filter
        choices={[
          { href: '/applications', label: t('filterAll'), chosen: state.length === 0 },
          ...STATES.map((one) => ({
            href: `/applications?state=${one}`,
            label: label('ApplicationState', one),
            chosen: state.includes(one),
          })),
        ]}
      />
      {paged.rows && paged.rows.length > 0 && <p class="list-head">{t('count', { n: paged.total })}</p>}
      <List
        paged={paged}
        row={(one) => <ApplicationLine of={one} />}
        empty={<Empty icon="document" title={t('applicationsEmpty')} />}
      />
    </Screen>
  );
};
