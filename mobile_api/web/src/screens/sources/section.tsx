// The sources that can be asked about a customer: what each said last, when, how long it holds, and asking it.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Badge, Section, Skeleton, type Tone } from '../../components/basics.tsx';
import { Button } from '../../components/controls.tsx';
import { Failure, ReadFailure } from '../../components/failure.tsx';
import { toast } from '../../components/overlays.tsx';
import { AskSource, CustomerSources } from '../../generated/ids/sources.ts';
import type { CustomerSourcesData } from '../../generated/operations.ts';
import { language } from '../../i18n/core.ts';
import { date, time, today } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { usePoll } from '../../lib/poll.ts';
import { useQuery } from '../../lib/query.ts';
import { may } from '../../lib/viewer.ts';

type Customer = NonNullable<CustomerSourcesData['customer']>;
type Source = CustomerSourcesData['connectorSources'][number];
type Inquiry = Customer['inquiries'][number];

const TONES: Record<string, Tone> = { ANSWERED: 'ok', WRONG: 'bad', CANCELLED: 'warn', UNKNOWN: 'warn', ASKED: 'info' };
const POLL_MS = 2500;
const OF_AN_APPLICATION = 'supply_chain';
const OF_AN_ACCOUNT = 'bank_card';

const holds = (one: Inquiry): boolean => one.state === 'ANSWERED' && (one.validUntil ?? '') >= today();

/** Whether a source is asked about this customer, and has what it needs to be asked about. */
const concerns = (source: Source, customer: Customer): boolean =>
  source.isOn &&
  (source.appliesTo === 'any' || source.appliesTo === customer.kind.toLowerCase()) &&
  (source.code !== OF_AN_APPLICATION || customer.applications.length > 0) &&
  (source.code !== OF_AN_ACCOUNT || customer.accounts.some((one) => one.state === 'VERIFIED'));

const askOne = async (source: Source, customer: Customer): Promise<void> => {
  const [newest] = customer.applications;
  const applicationId = source.code === OF_AN_APPLICATION && newest ? newest.id : null;
  const input = { customerId: customer.id, source: source.code, applicationId };
  await act(`ask:${customer.id}:${source.code}`, AskSource, (idempotencyKey) => ({
    input: { ...input, idempotencyKey },
  }));
};

export const SourcesSection = ({ customerId }: { customerId: string }) => {
  const { data, error, reload } = useQuery(CustomerSources, { id: customerId });
  const customer = data?.customer ?? null;
  usePoll(customer?.inquiries.some((one) => one.nextAt !== null) ?? false, reload, POLL_MS);
  if (error && !data) return <ReadFailure error={error} onRetry={() => void reload()} />;
  if (!customer || !data) return <Skeleton heights={[160]} />;
  const sources = data.connectorSources.filter((one) => concerns(one, customer));
  const last = (source: Source) => customer.inquiries.find((one) => one.source === source.code) ?? null;
  const answered = sources.filter((one) => last(one)?.state === 'ANSWERED').length;
  return (
    <Section title={t('sourcesTitle')} aside={t('sourcesAside', { n: answered })}>
      <div class="stack">
        <ul class="card list" aria-live="polite">
          {sources.map((one) => (
            <SourceLine key={one.code} of={one} customer={customer} last={last(one)} reload={reload} />
          ))}
        </ul>
        {may('source:ask') && (
          <AskAll of={sources.filter((one) => !isHeld(last(one)))} customer={customer} reload={reload} />
        )}
      </div>
    </Section>
  );
};

const isHeld = (one: Inquiry | null): boolean => one !== null && (one.nextAt !== null || holds(one));

/** Each source by itself: one that refuses does not keep the others from being asked; its word is shown. */
const AskAll = (props: { of: Source[]; customer: Customer; reload: () => Promise<void> }) => {
  const action = useAction();
  const askAll = async (): Promise<void> => {
    const outcomes = await Promise.allSettled(props.of.map((one) => askOne(one, props.customer)));
    await props.reload();
    const refused = outcomes.find((one) => one.status === 'rejected');
    if (refused) throw refused.reason as Error;
    toast(t('sourcesAskedDone'));
  };
  if (props.of.length === 0) return null;
  return (
    <>
      {action.error && <Failure error={action.error} />}
      <Button kind="outline" wide busy={action.busy} onClick={() => void action.run(askAll)}>
        {t('sourcesAskAll')}
      </Button>
    </>
  );
};

const SourceLine = (props: {
  of: Source;
  customer: Customer;
  last: Inquiry | null;
  reload: () => Promise<void>;
}) => {
  const { of, last } = props;
  const open = useSignal(false);
  const action = useAction();
  const chinese = language.value === 'zh';
  const ask = async (): Promise<void> => {
    await askOne(of, props.customer);
    await props.reload();
  };
  return (
    <li class="stack">
      <div class="row">
        <button type="button" class="link" aria-expanded={open.value} onClick={() => (open.value = !open.value)}>
          <strong>{chinese ? of.nameZh : of.nameEn}</strong>
        </button>
        {last ? (
          <Badge tone={TONES[last.state] ?? 'plain'}>{label('InquiryState', last.state)}</Badge>
        ) : (
          <Badge>{t('sourcesNever')}</Badge>
        )}
        {may('source:ask') && !isHeld(last) && (
          <Button kind="quiet" busy={action.busy} onClick={() => void action.run(ask)}>
            {t(last ? 'sourcesAskAgain' : 'sourcesAsk')}
          </Button>
        )}
      </div>
      {last && <Times of={last} />}
      {last?.code && <p class="muted">{label('InquiryCode', last.code)}</p>}
      {action.error && <Failure error={action.error} />}
      {open.value && <Basis of={of} />}
      {last && last.facts.length > 0 && (
        <dl class="pairs">
          {last.facts.map((one) => (
            <div key={one.code}>
              <dt>{chinese ? one.nameZh : one.nameEn}</dt>
              <dd class="num">{chinese ? one.zh : one.en}</dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
};

const Times = ({ of }: { of: Inquiry }) => (
  <p class="muted num">
    {[
      of.askedAt && t('sourcesAskedAt', { at: time(of.askedAt) }),
      of.answeredAt && t('sourcesAnsweredAt', { at: time(of.answeredAt) }),
      of.validUntil && (holds(of) ? t('sourcesValidUntil', { day: date(of.validUntil) }) : t('sourcesExpired')),
      of.answeredAt === null && t('sourcesUnknownFacts'),
    ]
      .filter(Boolean)
      .join(' · ')}
  </p>
);

const Basis = ({ of }: { of: Source }) => (
  <p class="muted">
    {of.consentPurpose
      ? t('sourcesConsent', { purpose: label('ConsentPurpose', of.consentPurpose) })
      : t('sourcesNoConsentNeeded')}
    {of.needsAuthorisation && ` · ${t('sourcesAuthorisation')}`}
  </p>
);
