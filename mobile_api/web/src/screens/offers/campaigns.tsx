// The campaigns of the house, and one of them: funnel, reasons, treated against control, and its next step.
import { useSignal } from '@preact/signals';
import { Badge, Empty, Pairs, Section, Skeleton, type Tone } from '../../components/basics.tsx';
import { Button } from '../../components/controls.tsx';
import { ReadFailure } from '../../components/failure.tsx';
import { Screen } from '../../components/frame.tsx';
import { List } from '../../components/list.tsx';
import { OfferCampaignPage, OfferCampaigns } from '../../generated/ids/offers.ts';
import type { CampaignParts, OfferCampaignPageData, UpliftParts } from '../../generated/operations.ts';
import { language } from '../../i18n/core.ts';
import { date, money, moneyShort, percent } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import type { StaffKey } from '../../i18n/tables/staff-zh.ts';
import { usePages } from '../../lib/pages.ts';
import { useQuery } from '../../lib/query.ts';
import { may } from '../../lib/viewer.ts';
import { DeclareSheet } from './declare.tsx';
import { Steps } from './steps.tsx';

const TONES: Record<string, Tone> = { DRAFTED: 'warn', APPROVED: 'info', RUNNING: 'ok', WITHDRAWN: 'bad' };

export const OffersScreen = ({ id }: { id: string | null }) => (id === null ? <Campaigns /> : <Campaign id={id} />);

const Campaigns = () => {
  const paged = usePages(OfferCampaigns, {}, (data) => data.offerCampaigns);
  const declaring = useSignal(false);
  return (
    <Screen
      title={t('offersTitle')}
      parent="/risk"
      actions={
        may('campaign:declare') && (
          <Button kind="primary" onClick={() => (declaring.value = true)}>
            {t('offersDeclare')}
          </Button>
        )
      }
    >
      <List
        cards
        skeleton={110}
        paged={paged}
        row={(one) => <CampaignCard of={one} />}
        empty={<Empty icon="people" title={t('offersNone')} />}
      />
      {declaring.value && <DeclareSheet of={null} onClose={() => (declaring.value = false)} reload={paged.reload} />}
    </Screen>
  );
};

const CampaignCard = ({ of }: { of: CampaignParts }) => (
  <a class="card case" href={`/risk/offers/${encodeURIComponent(of.id)}`}>
    <div class="row between">
      <span class="who">{of.name}</span>
      <Badge tone={TONES[of.state] ?? 'plain'}>{label('CampaignState', of.state)}</Badge>
    </div>
    <p>{t('offersLine', { kind: label('OfferKind', of.kind), n: of.people, spent: moneyShort(of.spent) })}</p>
    <p class="foot">
      <span>
        {date(of.startsOn)} – {date(of.endsOn)}
      </span>
      <span>{of.declaredBy?.name}</span>
    </p>
  </a>
);

const Campaign = ({ id }: { id: string }) => {
  const { data, error, reload } = useQuery(OfferCampaignPage, { id });
  const of = data?.offerCampaign;
  return (
    <Screen title={of?.name ?? t('offersTitle')} parent="/risk/offers">
      {error && <ReadFailure error={error} onRetry={() => void reload()} />}
      {!data && !error && <Skeleton heights={[180, 160, 160]} />}
      {data && !of && <Empty icon="search" title={t('notFound')} />}
      {of && (
        <>
          <Facts of={of} />
          <Steps of={of} reload={reload} />
          {of.state !== 'DRAWING' && <Report of={data.campaignReport} />}
        </>
      )}
    </Screen>
  );
};

const Facts = ({ of }: { of: CampaignParts }) => (
  <div class="card stack">
    <div class="row between">
      <strong>{label('OfferKind', of.kind)}</strong>
      <Badge tone={TONES[of.state] ?? 'plain'}>{label('CampaignState', of.state)}</Badge>
    </div>
    <p>{of.text.replace('{link}', t('offersLinkHere'))}</p>
    <Pairs
      of={[
        [t('offersDates'), `${date(of.startsOn)} – ${date(of.endsOn)}`],
        [t('offersProduct'), of.productCode],
        [t('offersBudget'), `${money(of.spent)} / ${money(of.budget)}`],
        [t('offersControl'), percent(of.controlShare, 0)],
        [t('offersBy'), [of.declaredBy?.name, of.approvedBy?.name].filter(Boolean).join(' → ')],
        of.withdrawalReason !== null && [t('offersWithdrawn'), of.withdrawalReason],
      ]}
    />
  </div>
);

type ReportData = OfferCampaignPageData['campaignReport'];

const Report = ({ of }: { of: ReportData }) => (
  <>
    <Section title={t('offersFunnel')}>
      <div class="card">
        <Pairs
          of={[
            [t('offersPeople'), of.population],
            [label('OfferArm', 'TREATED'), of.treated],
            [label('OfferArm', 'CONTROL'), of.control],
            [label('OfferArm', 'OUT'), of.out],
            ...of.states
              .filter((one) => one.state !== 'EXCLUDED' && one.state !== 'CONTROL')
              .map((one) => [label('OfferState', one.state), one.people] as const),
          ]}
        />
      </div>
    </Section>
    {of.applied !== null && (
      <Section title={t('offersUplift')}>
        <div class="card stack">
          <Compared name="offersApplied" of={of.applied} />
          <Compared name="offersBorrowed" of={of.borrowed} />
          <Compared name="offersLate" of={of.late} />
          {of.earnedTreated !== null && (
            <p class="small">
              {t('offersEarned', {
                treated: money(of.earnedTreated),
                control: of.earnedControl === null ? '–' : money(of.earnedControl),
              })}
            </p>
          )}
        </div>
      </Section>
    )}
    {of.reasons.length > 0 && (
      <Section title={t('offersWhyOut')}>
        <ul class="card list">
          {of.reasons.map((one) => (
            <li key={one.code} class="row between tight">
              <span>
                {language.value === 'zh' ? one.zh : one.en} <span class="small muted">{one.code}</span>
              </span>
              <span class="num">{one.people}</span>
            </li>
          ))}
        </ul>
      </Section>
    )}
  </>
);

const share = (count: number, cases: number): string =>
  cases === 0 ? '–' : `${percent(String(count / cases), 1)} (${count}/${cases})`;
const points = (value: number): string => percent(value.toFixed(4), 1);

const Compared = ({ name, of }: { name: StaffKey; of: UpliftParts | null }) =>
  of && (
    <div>
      <div class="row between">
        <strong>{t(name)}</strong>
        {of.clear && <Badge tone="info">{t('offersClear')}</Badge>}
      </div>
      <p class="small">
        {t('offersShares', {
          treated: share(of.treatedCount, of.treatedCases),
          control: share(of.heldOutCount, of.heldOutCases),
        })}
      </p>
      <p class="small muted">
        {of.difference === null || of.low === null || of.high === null
          ? t('offersNoGroup')
          : t('offersGain', { gain: points(of.difference), low: points(of.low), high: points(of.high) })}
      </p>
    </div>
  );
