// The sources that can be asked about a customer: what each said last, when, how long it holds, and asking it.
import { act } from '../../api/graphql.ts';
import { Badge, Pairs, Section, Skeleton, type Pair, type Tone } from '../../components/basics.tsx';
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
const OF_AN_APPLICATION = new Set(['supply_chain', 'device', 'property_register']);
const OF_A_LOAN = new Set(['fund_trail', 'property_register']);
const ENDED = new Set(['REJECTED', 'WITHDRAWN', 'DISBURSED']);
const OF_AN_ACCOUNT = 'bank_card';

const holds = (one: Inquiry): boolean => one.state === 'ANSWERED' && (one.validUntil ?? '') >= today();

/** The application for which receivables may be evidence: the newest that is not at an end. */
const underWay = (customer: Customer): string | null =>
  customer.applications.find((one) => !ENDED.has(one.state))?.id ?? null;

/** The application whose money may have gone somewhere: the newest that was paid out. */
const paidOut = (customer: Customer): string | null =>
  customer.applications.find((one) => one.state === 'DISBURSED')?.id ?? null;

const aboutOf = (source: Source, customer: Customer): string | null =>
  (OF_AN_APPLICATION.has(source.code) ? underWay(customer) : null) ??
  (OF_A_LOAN.has(source.code) ? paidOut(customer) : null);

/** Whether a source is asked about this customer, and has what it needs to be asked about. */
const concerns = (source: Source, customer: Customer): boolean =>
  source.isOn &&
  (source.appliesTo === 'any' || source.appliesTo === customer.kind.toLowerCase()) &&
  ((!OF_AN_APPLICATION.has(source.code) && !OF_A_LOAN.has(source.code)) || aboutOf(source, customer) !== null) &&
  (source.code !== OF_AN_ACCOUNT || customer.accounts.some((one) => one.state === 'VERIFIED'));

const askOne = async (source: Source, customer: Customer): Promise<void> => {
  const applicationId = aboutOf(source, customer);
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
        <ul class="card flush list" aria-live="polite">
          {sources.map((one) => (
            <li key={one.code}>
              <SourceLine of={one} customer={customer} last={last(one)} reload={reload} />
            </li>
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
  const action = useAction();
  const ask = async (): Promise<void> => {
    await askOne(of, props.customer);
    await props.reload();
  };
  return (
    <details class="instalment">
      <summary>
        <span>{language.value === 'zh' ? of.nameZh : of.nameEn}</span>
        {last ? (
          <Badge tone={TONES[last.state] ?? 'plain'}>{label('InquiryState', last.state)}</Badge>
        ) : (
          <Badge>{t('sourcesNever')}</Badge>
        )}
      </summary>
      <Said of={of} last={last} />
      {may('source:ask') && !isHeld(last) && (
        <div class="asking stack">
          {action.error && <Failure error={action.error} />}
          <Button kind="outline" wide busy={action.busy} onClick={() => void action.run(ask)}>
            {t(last ? 'sourcesAskAgain' : 'sourcesAsk')}
          </Button>
        </div>
      )}
    </details>
  );
};

/** What came of the last question, when, on what it stood, and every fact of the answer. */
const Said = ({ of, last }: { of: Source; last: Inquiry | null }) => {
  const chinese = language.value === 'zh';
  const basis = of.consentPurpose ? label('ConsentPurpose', of.consentPurpose) : t('sourcesNoConsentNeeded');
  const facts = last?.facts ?? [];
  const rows: Pair[] = [
    last !== null && last.code !== null && [t('sourcesTrouble'), label('InquiryCode', last.code)],
    ...facts.map((one): Pair => [chinese ? one.nameZh : one.nameEn, chinese ? one.zh : one.en]),
    last !== null && facts.length === 0 && [t('sourcesFacts'), t('sourcesUnknownFacts')],
    [t('sourcesBasis'), of.needsAuthorisation ? `${basis} · ${t('sourcesAuthorisation')}` : basis],
    last !== null && last.askedAt !== null && [t('sourcesAskedAt'), time(last.askedAt)],
    last !== null && last.answeredAt !== null && [t('sourcesAnsweredAt'), time(last.answeredAt)],
    last !== null && last.validUntil !== null && [t('sourcesValidUntil'), lastDay(last, last.validUntil)],
  ];
  return <Pairs of={rows} />;
};

const lastDay = (of: Inquiry, day: string): string => (holds(of) ? date(day) : t('sourcesExpired'));
