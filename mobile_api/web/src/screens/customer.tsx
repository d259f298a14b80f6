// One customer: who, how much, which papers, applications and loans. Personal data stays masked until asked for.
import { useSignal } from '@preact/signals';
import { ask } from '../api/graphql.ts';
import { Badge, Empty, Facts, Item, Pairs, Section, Skeleton } from '../components/basics.tsx';
import { ClearSheet, phoneLink } from '../components/clear.tsx';
import { Button } from '../components/controls.tsx';
import { ReadFailure } from '../components/failure.tsx';
import { Screen } from '../components/frame.tsx';
import { RatingCard } from '../components/rating.tsx';
import { ApplicationLine, LoanLine } from '../components/rows.tsx';
import {
  CustomerPage,
  RevealCustomer,
  type CustomerPageData,
} from '../generated/operations.ts';
import { dayOf, money } from '../i18n/format.ts';
import { label, t } from '../i18n/staff.ts';
import { nameOf } from '../lib/names.ts';
import { lazy } from '../lib/lazy.tsx';
import { useQuery } from '../lib/query.ts';
import { navigate } from '../lib/router.ts';
import { may } from '../lib/viewer.ts';
import { AccountList } from './application/index.tsx';
import { Documents } from './application/documents.tsx';
import { AccountSheet } from './intake/account.tsx';
import { RelationsSection } from './relations/index.ts';
import { SourcesSection } from './sources/index.ts';

const field = () => import('../parts/field.ts');
const OfferLinks = lazy(() => import('../parts/desk.ts'), 'OfferLinks', null);
const ServeButtons = lazy(field, 'ServeButtons', null);
const ServeLog = lazy(field, 'ServeLog', null);
const Measured = lazy(field, 'CustomerMeasured', null);

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
      {of.state === 'ACTIVE' && <ServeButtons customerId={of.id} />}
      <RatingCard of={of.rating} />
      {of.state === 'ACTIVE' && may('indicator:read') && <Measured id={of.id} />}
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
      {of.state === 'ACTIVE' && <ServeLog customerId={of.id} />}
      {of.state === 'ACTIVE' && may('offer:read') && <OfferLinks customerId={of.id} />}
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

const PERSON = ['name', 'id_number', 'phone'];
const BUSINESS = ['name', 'credit_code', 'phone'];

const RevealSheet = ({ of, onClose }: { of: Customer; onClose: () => void }) => (
  <ClearSheet
    title={t('reveal')}
    reveal={async (reason) => {
      const input = { customerId: of.id, fields: of.kind === 'PERSON' ? PERSON : BUSINESS, reason };
      return (await ask(RevealCustomer, { input })).revealCustomer.data;
    }}
    told={(clear) => [
      clear.name !== null && [t('name'), clear.name],
      clear.idNumber !== null && [t('idNumber'), clear.idNumber],
      clear.creditCode !== null && [t('creditCode'), clear.creditCode],
      clear.phone !== null && [t('phone'), phoneLink(clear.phone)],
    ]}
    onClose={onClose}
  />
);
