// My customers: found by name, pinyin or last digits; the same list chooses whom an application is for.
import { useSignal } from '@preact/signals';
import { Empty, Item } from '../components/basics.tsx';
import { Screen } from '../components/frame.tsx';
import { Icon } from '../components/icons.tsx';
import { List } from '../components/list.tsx';
import { CustomerLine } from '../components/rows.tsx';
import { Search } from '../components/search.tsx';
import { Customers, type CustomerRow } from '../generated/operations.ts';
import { t } from '../i18n/staff.ts';
import { usePages } from '../lib/pages.ts';
import { may, viewer } from '../lib/viewer.ts';

const Found = ({ href }: { href: (of: CustomerRow) => string }) => {
  const search = useSignal('');
  const paged = usePages(Customers, search.value ? { search: search.value } : {}, (data) => data.customers);
  return (
    <>
      <Search label={t('customersSearch')} onSearch={(text) => (search.value = text)} />
      <List
        paged={paged}
        row={(one) => <CustomerLine of={one} href={href(one)} />}
        empty={<Empty icon="people" title={t('customersEmpty')} />}
      />
    </>
  );
};

export const CustomersScreen = () => (
  <Screen
    title={t(viewer.value?.scopeKind === 'OWN' ? 'customersTitle' : 'tabCustomers')}
    tools={
      may('customer:register') && (
        <a class="icon-button" href="/new/customer" aria-label={t('newCustomer')}>
          <Icon name="add" />
        </a>
      )
    }
  >
    <Found href={(one) => `/customers/${encodeURIComponent(one.id)}`} />
  </Screen>
);

/** Where a new application begins: a new customer, or one of the known. */
export const ChooseCustomerScreen = () => (
  <Screen title={t('newTitle')}>
    <p class="muted">{t('chooseCustomerText')}</p>
    {may('customer:register') && (
      <div class="card flush">
        <Item
          href="/new/customer"
          lead={<Icon name="camera" size={22} />}
          title={t('newCustomer')}
          sub={t('newCustomerSub')}
        />
      </div>
    )}
    <Found href={(one) => `/new/${encodeURIComponent(one.id)}${one.state === 'PROSPECT' ? '' : '/terms'}`} />
  </Screen>
);
