// One customer: who, how much, which papers, applications and loans. Personal data stays masked until asked for.
import { useSignal } from '@preact/signals';
import { ask } from '../api/graphql.ts';
import { Badge, Empty, Facts, Item, Pairs, Section, Skeleton } from '../components/basics.tsx';
import { Button, TextField } from '../components/controls.tsx';
import { Failure, ReadFailure } from '../components/failure.tsx';
import { Screen } from '../components/frame.tsx';
import { Sheet } from '../components/overlays.tsx';
import { RatingCard } from '../components/rating.tsx';
import { ApplicationLine, LoanLine } from '../components/rows.tsx';
import {
  CustomerPage,
  RevealCustomer,
  type CustomerPageData,
  type RevealCustomerData,
} from '../generated/operations.ts';
import { dayOf, money } from '../i18n/format.ts';
import { label, t } from '../i18n/staff.ts';
import { useAction } from '../lib/action.ts';
import { nameOf } from '../lib/names.ts';
import { lazy } from '../lib/lazy.tsx';
import { useQuery } from '../lib/query.ts';
import { navigate } from '../lib/router.ts';
import { may } from '../lib/viewer.ts';
import { AccountList } from './application/index.tsx';
import { Documents } from './application/documents.tsx';
import { AccountSheet } from './intake/account.tsx';

const SourcesSection = lazy(() => import('./sources/index.ts'), 'SourcesSection');

const RelationsSection = lazy(() => import('./relations/index.ts'), 'RelationsSection');

type Customer = NonNullable<CustomerPageData['customer']>;

export const CustomerScreen = ({ id }: { id: string }) => {
  const { data, error, reload } = useQuery(CustomerPage, { id });
  const customer = data?.customer;
  const prospect = customer?.state === 'PROSPECT';
  const acts = customer && may('application:start');
  return (
    <Screen
      title={t('customer')}
      parent="/customers"
      actions={
        acts && (
          <Button
            kind="primary"
            onClick={() => navigate(`/new/${encodeURIComponent(customer.id)}${prospect ? '' : '/terms'}`)}
          >
            {t(prospect ? 'continueRegister' : 'newForCustomer')}
          </Button>
        )
      }
    >
      {error && <ReadFailure error={error} onRetry={() => void reload()} />}
      {!data && !error && <Skeleton heights={[80, 110, 120, 160]} />}
      {data && !customer && (
        <Empty icon="search" title={t('notFound')}>
          {t('notFoundText')}
        </Empty>
      )}
      {customer && <Body of={customer} reload={reload} />}
    </Screen>
  );
};

const figureOf = (amount: string | null) => (amount === null ? t('unknownFigure') : money(amount));

const Body = ({ of, reload }: { of: Customer; reload: () => Promise<void> }) => {
  const sheet = useSignal<'reveal' | 'account' | null>(null);
  return (
    <>
      <div class="hero">
        <div class="row">
          <strong class="name">{nameOf(of)}</strong>
          <Badge>{label('CustomerKind', of.kind)}</Badge>
          {of.state !== 'ACTIVE' && <Badge tone="warn">{label('CustomerState', of.state)}</Badge>}
        </div>
        <p class="muted num">{[of.idNumberMasked, of.phoneMasked].filter(Boolean).join(' · ')}</p>
        {may('customer:reveal') && of.state === 'ACTIVE' && (
          <Button kind="quiet" onClick={() => (sheet.value = 'reveal')}>
            {t('reveal')}
          </Button>
        )}
      </div>
      <div class="card">
        <Facts
          of={[
            [t('outstandingNow'), money(of.outstanding)],
            [t('committedNow'), money(of.committed)],
            [t('incomeMonthly'), figureOf(of.incomeMonthly)],
            [t('debtMonthly'), figureOf(of.debtMonthly)],
          ]}
        />
      </div>
      <RatingCard of={of.rating} />
      {of.loans.length > 0 && (
        <Section title={t('customerLoans')} aside={t('count', { n: of.loans.length })}>
          <ul class="card flush list">
            {of.loans.map((one) => (
              <li key={one.id}>
                <LoanLine of={one} named={false} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {of.applications.length > 0 && (
        <Section title={t('customerApplications')} aside={t('count', { n: of.applications.length })}>
          <ul class="card flush list">
            {of.applications.map((one) => (
              <li key={one.id}>
                <ApplicationLine of={one} named={false} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {of.state === 'ACTIVE' && <SourcesSection customerId={of.id} />}
      {of.state === 'ACTIVE' && <RelationsSection customerId={of.id} />}
      <Documents of={of.documents} />
      {of.state === 'ACTIVE' && (
        <Section title={t('accountsTitle')}>
          <div class="stack">
            <AccountList of={of.accounts} />
            {may('loan:read') && (
              <div class="card flush">
                <Item href={`/customers/${encodeURIComponent(of.id)}/mandates`} title={t('mandatesLink')} />
              </div>
            )}
            {may('customer:amend') && (
              <Button kind="outline" onClick={() => (sheet.value = 'account')}>
                {t('accountAdd')}
              </Button>
            )}
          </div>
        </Section>
      )}
      {of.merges.length > 0 && (
        <Section title={t('mergedFrom')}>
          <ul class="card flush list">
            {of.merges.map((one) => (
              <li key={one.id}>
                <Item title={nameOf(one.customer)} sub={`${one.reason} · ${one.mergedBy.name} · ${dayOf(one.mergedAt)}`} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      <div class="card">
        <Pairs
          of={[
            [t('officer'), of.officer.name],
            [t('branch'), of.branch.name],
            [t('createdOn'), dayOf(of.createdAt)],
          ]}
        />
      </div>
      {sheet.value === 'reveal' && <RevealSheet of={of} onClose={() => (sheet.value = null)} />}
      {sheet.value === 'account' && (
        <AccountSheet customerId={of.id} onClose={() => (sheet.value = null)} onDone={() => void reload()} />
      )}
    </>
  );
};

type Clear = RevealCustomerData['revealCustomer']['data'];

/** The clear data lives in this sheet and dies with it. */
const RevealSheet = ({ of, onClose }: { of: Customer; onClose: () => void }) => {
  const reason = useSignal('');
  const clear = useSignal<Clear | null>(null);
  const action = useAction();
  const reveal = async (): Promise<void> => {
    const fields = of.kind === 'PERSON' ? ['name', 'id_number', 'phone'] : ['name', 'credit_code', 'phone'];
    const input = { customerId: of.id, fields, reason: reason.value.trim() };
    clear.value = (await ask(RevealCustomer, { input })).revealCustomer.data;
  };
  return (
    <Sheet title={t('reveal')} onClose={onClose}>
      {clear.value ? (
        <Pairs
          of={[
            clear.value.name !== null && [t('name'), clear.value.name],
            clear.value.idNumber !== null && [t('idNumber'), clear.value.idNumber],
            clear.value.creditCode !== null && [t('creditCode'), clear.value.creditCode],
            clear.value.phone !== null && [t('phone'), <a href={`tel:${clear.value.phone}`}>{clear.value.phone}</a>],
          ]}
        />
      ) : (
        <>
          <TextField
            label={t('revealReason')}
            required
            value={reason.value}
            onInput={(value) => (reason.value = value)}
            attributes={{ placeholder: t('revealHint'), maxLength: 200 }}
          />
          {action.error && <Failure error={action.error} />}
          <Button
            kind="primary"
            wide
            busy={action.busy}
            disabled={reason.value.trim() === ''}
            onClick={() => void action.run(reveal)}
          >
            {t('revealShow')}
          </Button>
        </>
      )}
    </Sheet>
  );
};
