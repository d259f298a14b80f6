// The list behind a figure: the rows that make it up, with the filters that the figure names.
import type { ComponentChildren } from 'preact';
import { Empty, Item } from '../../components/basics.tsx';
import { Screen } from '../../components/frame.tsx';
import { List } from '../../components/list.tsx';
import { ApplicationLine, LoanLine } from '../../components/rows.tsx';
import { BoardSurveys } from '../../generated/ids/offers.ts';
import { BoardApplications, BoardLoans, BoardRepayments } from '../../generated/operations.ts';
import { money, time } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { usePages, type Paged } from '../../lib/pages.ts';
import { route } from '../../lib/router.ts';
import { filtersOf } from './pure.ts';

const DAYS = ['since', 'until', 'submittedSince', 'submittedUntil', 'decidedSince', 'decidedUntil'];
const PLACES = ['under', 'officerId'];
const Told = ({ total }: { total: number }) => {
  const { query } = route.value;
  const parts = [...query]
    .filter(([name]) => DAYS.includes(name))
    .map(([, value]) => value)
    .sort();
  const days = parts.length ? `${parts[0]!} – ${parts.at(-1)!}` : '';
  return (
    <p class="list-head">
      <strong>{t('count', { n: total })}</strong>
      <span class="num">{days}</span>
    </p>
  );
};

/** The rows, and how many there are of which days. */
const Rows = <T extends { id: string }>({ paged, row }: { paged: Paged<T>; row: (one: T) => ComponentChildren }) => (
  <>
    {paged.rows && <Told total={paged.total} />}
    <List paged={paged} row={row} empty={<Nothing />} />
  </>
);

const Loans = () => {
  const taken = ['state', 'pastDueOver', 'since', 'until', ...PLACES];
  const paged = usePages(BoardLoans, filtersOf(route.value.query, taken), (data) => data.loans);
  return <Rows paged={paged} row={(one) => <LoanLine of={one} />} />;
};

const Applications = () => {
  const variables = filtersOf(route.value.query, ['state', ...DAYS, ...PLACES]);
  const paged = usePages(BoardApplications, variables, (data) => data.applications);
  return <Rows paged={paged} row={(one) => <ApplicationLine of={one} />} />;
};

const Repayments = () => {
  const variables = filtersOf(route.value.query, ['since', 'until', ...PLACES]);
  const paged = usePages(BoardRepayments, variables, (data) => data.repayments);
  return (
    <Rows
      paged={paged}
      row={(one) => (
        <Item
          title={<span class="num">{one.reference}</span>}
          sub={
            <span class="num">
              {one.paidOn} · {label('part', 'principal')} {money(one.principal)}
            </span>
          }
          end={<span class="num strong">{money(one.amount)}</span>}
        />
      )}
    />
  );
};

const Surveys = () => {
  const variables = filtersOf(route.value.query, ['state', 'since', 'until', ...PLACES]);
  const paged = usePages(BoardSurveys, variables, (data) => data.loanSurveys);
  return (
    <Rows
      paged={paged}
      row={(one) => (
        <Item
          title={one.customer?.nameMasked}
          sub={
            <span class="num">
              {one.loan?.number} · {one.sentAt && time(one.sentAt)}
            </span>
          }
          end={<span class="num strong">{one.score ?? '–'}</span>}
        />
      )}
    />
  );
};

const Nothing = () => <Empty icon="document" title={t('boardListEmpty')} />;

const LISTS = {
  loans: { title: 'boardListLoans', Rows: Loans },
  applications: { title: 'boardListApplications', Rows: Applications },
  loanSurveys: { title: 'offersSurveys', Rows: Surveys },
  repayments: { title: 'boardListRepayments', Rows: Repayments },
} as const;

export const BoardListScreen = ({ rows }: { rows: string }) => {
  const list = LISTS[rows as keyof typeof LISTS] ?? LISTS.loans;
  return (
    <Screen title={t(list.title)} parent="/tiles">
      <list.Rows key={route.value.query.toString()} />
    </Screen>
  );
};
