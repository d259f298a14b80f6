// The lists of the desk: which rows, which columns, and what is shown beside them.
import type { ComponentChildren } from 'preact';
import { useSignal } from '@preact/signals';
import { Badge } from '../../components/basics.tsx';
import { Segments } from '../../components/controls.tsx';
import { Search } from '../../components/search.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { WideApplications, WideCases, WideCustomers, WideLoans } from '../../generated/ids/wide.ts';
import type {
  AmountOrder,
  ListOrder,
  WideApplicationsData,
  WideApplicationsVariables,
  WideCasesData,
  WideCustomersData,
  WideLoansData,
  WideLoansVariables,
} from '../../generated/operations.ts';
import { ago, dayOf, money } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { nameOf } from '../../lib/names.ts';
import { usePages } from '../../lib/pages.ts';
import { may } from '../../lib/viewer.ts';
import { MineOrAll } from '../collection/worklist.tsx';
import { Split } from './frame.tsx';

export interface PartProps {
  id: string | null;
  detail: ComponentChildren | null;
}

type Customer = WideCustomersData['customers']['nodes'][number];
type Application = WideApplicationsData['applications']['nodes'][number];
type Loan = WideLoansData['loans']['nodes'][number];
type Case = WideCasesData['collectionCases']['nodes'][number];

const AMOUNT_ORDERS = ['LARGEST', 'SMALLEST'];
const AGE_ORDERS = ['NEWEST', 'OLDEST'];
const idOf = (row: { id: string }): string => row.id;
export const hrefIn =
  (part: string) =>
  (row: { id: string }): string =>
    `/desk/${part}/${encodeURIComponent(row.id)}`;

const customerColumns = (): Column<Customer>[] => [
  { name: t('name'), text: nameOf },
  { name: t('wideNumber'), text: (row) => row.idNumberMasked ?? '' },
  { name: t('phone'), text: (row) => row.phoneMasked ?? '' },
  { name: t('outstandingNow'), text: (row) => money(row.outstanding), number: true },
  { name: t('committedNow'), text: (row) => money(row.committed), number: true },
  { name: t('wideState'), text: (row) => label('CustomerState', row.state) },
  { name: t('officer'), text: (row) => row.officer.name },
  { name: t('branch'), text: (row) => row.branch.name },
  { name: t('createdOn'), text: (row) => dayOf(row.createdAt), orders: AGE_ORDERS },
];

export const CustomersPart = ({ id, detail }: PartProps) => {
  const search = useSignal('');
  const order = useSignal<ListOrder>('NEWEST');
  const asked = { order: order.value, ...(search.value ? { search: search.value } : {}) };
  const paged = usePages(WideCustomers, asked, (data) => data.customers);
  return (
    <Split
      title={t('tabCustomers')}
      home="/desk/customers"
      tools={<Search label={t('wideCustomerSearch')} onSearch={(text) => (search.value = text)} />}
      list={
        <Table
          label={t('tabCustomers')}
          columns={customerColumns()}
          paged={paged}
          keyOf={idOf}
          hrefOf={hrefIn('customers')}
          chosen={id}
          home="/desk/customers"
          order={order.value}
          onOrder={(wanted) => (order.value = wanted as ListOrder)}
        />
      }
      detail={detail}
    />
  );
};

const applicationColumns = (): Column<Application>[] => [
  { name: t('name'), text: (row) => nameOf(row.customer) },
  { name: t('wideNumber'), text: (row) => row.number },
  { name: t('amount'), text: (row) => money(row.amount), number: true, orders: AMOUNT_ORDERS },
  { name: t('term'), text: (row) => t('months', { n: row.termMonths }), number: true },
  { name: t('wideState'), text: (row) => label('ApplicationState', row.state) },
  { name: t('officer'), text: (row) => row.officer.name },
  { name: t('branch'), text: (row) => row.branch.name },
  { name: t('createdOn'), text: (row) => dayOf(row.createdAt), orders: AGE_ORDERS },
];

export const ApplicationsPart = ({ id, detail }: PartProps) => {
  const search = useSignal('');
  const order = useSignal<AmountOrder>('NEWEST');
  const asked: WideApplicationsVariables = { search: search.value.replace(/\D/g, ''), order: order.value };
  const paged = usePages(WideApplications, asked, (data) => data.applications);
  return (
    <Split
      title={t('tabApplications')}
      home="/desk/applications"
      tools={<Search label={t('wideNumberSearch')} onSearch={(text) => (search.value = text)} />}
      list={
        <Table
          label={t('tabApplications')}
          columns={applicationColumns()}
          paged={paged}
          keyOf={idOf}
          hrefOf={hrefIn('applications')}
          chosen={id}
          home="/desk/applications"
          order={order.value}
          onOrder={(wanted) => (order.value = wanted as AmountOrder)}
        />
      }
      detail={detail}
    />
  );
};

const isLate = (row: Loan): boolean => row.nextDue?.state === 'OVERDUE';
const stateOf = (row: Loan): string => (isLate(row) ? label('InstalmentState', 'OVERDUE') : label('LoanState', row.state));

const loanColumns = (): Column<Loan>[] => [
  { name: t('name'), text: (row) => nameOf(row.customer) },
  { name: t('wideNumber'), text: (row) => row.number },
  { name: t('loanPrincipal'), text: (row) => money(row.principal), number: true, orders: AMOUNT_ORDERS },
  { name: t('loanOutstanding'), text: (row) => money(row.outstanding), number: true },
  { name: t('disbursedOn'), text: (row) => row.disbursedOn ?? '', orders: AGE_ORDERS },
  { name: t('nextDue'), text: (row) => row.nextDue?.dueOn ?? '' },
  { name: t('wideDueAmount'), text: (row) => (row.nextDue ? money(row.nextDue.outstanding) : ''), number: true },
  {
    name: t('wideState'),
    text: stateOf,
    cell: (row) => <Badge tone={isLate(row) ? 'bad' : 'plain'}>{stateOf(row)}</Badge>,
  },
  { name: t('officer'), text: (row) => row.officer.name },
  { name: t('branch'), text: (row) => row.branch.name },
];

export const LoansPart = ({ id, detail }: PartProps) => {
  const search = useSignal('');
  const order = useSignal<AmountOrder>('NEWEST');
  const late = useSignal('all');
  const asked: WideLoansVariables = {
    search: search.value.replace(/\D/g, ''),
    order: order.value,
    overdue: late.value === 'late',
  };
  const paged = usePages(WideLoans, asked, (data) => data.loans);
  return (
    <Split
      title={t('tabLoans')}
      home="/desk/loans"
      tools={
        <div class="row tools">
          <Search label={t('wideNumberSearch')} onSearch={(text) => (search.value = text)} />
          <Segments
            label={t('wideState')}
            value={late.value}
            choices={[
              { value: 'all', label: t('filterAll') },
              { value: 'late', label: t('filterOverdue') },
            ]}
            onChange={(value) => (late.value = value)}
          />
        </div>
      }
      list={
        <Table
          label={t('tabLoans')}
          columns={loanColumns()}
          paged={paged}
          keyOf={idOf}
          hrefOf={hrefIn('loans')}
          chosen={id}
          home="/desk/loans"
          order={order.value}
          onOrder={(wanted) => (order.value = wanted as AmountOrder)}
        />
      }
      detail={detail}
    />
  );
};

const caseColumns = (): Column<Case>[] => [
  { name: t('name'), text: (row) => nameOf(row.customer) },
  { name: t('wideStage'), text: (row) => label('CollectionStage', row.stage) },
  { name: t('wideDaysLate'), text: (row) => String(row.daysPastDue), number: true },
  { name: t('wideOverdue'), text: (row) => money(row.overdue), number: true },
  { name: t('collectionAtRisk'), text: (row) => money(row.atRisk), number: true },
  {
    name: t('wideLastContact'),
    text: (row) => (row.lastContactAt === null ? t('collectionNever') : ago(row.lastContactAt)),
  },
  { name: t('wideWho'), text: (row) => row.assignee?.name ?? '' },
  { name: t('branch'), text: (row) => row.branch?.name ?? '' },
];

export const CasesPart = ({ id, detail }: PartProps) => {
  const whose = useSignal(may('collection:work') ? 'mine' : 'all');
  const paged = usePages(WideCases, { mine: whose.value === 'mine' }, (data) => data.collectionCases);
  return (
    <Split
      title={t('collectionTitle')}
      home="/desk/collection"
      tools={<MineOrAll of={whose} />}
      list={
        <Table
          label={t('collectionTitle')}
          columns={caseColumns()}
          paged={paged}
          keyOf={idOf}
          hrefOf={hrefIn('collection')}
          chosen={id}
          home="/desk/collection"
        />
      }
      detail={detail}
    />
  );
};
