// Why the rules decided as they did: every fact, every rule, the score.
import { Badge, Empty, Notice, Pairs, Section, Skeleton, type Tone } from '../../components/basics.tsx';
import { ReadFailure } from '../../components/failure.tsx';
import { Screen } from '../../components/frame.tsx';
import { Why } from '../../generated/ids/risk.ts';
import type { WhyData } from '../../generated/operations.ts';
import { language } from '../../i18n/core.ts';
import { date, money, time } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useQuery } from '../../lib/query.ts';

type Decision = NonNullable<WhyData['application']>['decisions'][number];

const TONES: Record<string, Tone> = { PASS: 'ok', REVIEW: 'warn', REFUSE: 'bad' };

export const WhyScreen = ({ id }: { id: string }) => {
  const { data, error, reload } = useQuery(Why, { id });
  const application = data?.application;
  return (
    <Screen title={t('whyTitle')} parent={`/applications/${encodeURIComponent(id)}`}>
      {error && <ReadFailure error={error} onRetry={() => void reload()} />}
      {!data && !error && <Skeleton heights={[60, 220, 160]} />}
      {data && !application && (
        <Empty icon="search" title={t('notFound')}>
          {t('notFoundText')}
        </Empty>
      )}
      {application && (
        <p class="list-head">
          <span class="num">{application.number}</span>
          <strong class="num">{money(application.amount)}</strong>
        </p>
      )}
      {application?.decisions.length === 0 && <Notice>{t('whyNone')}</Notice>}
      {application?.decisions.map((one, at) => <One key={at} of={one} latest={at === 0} />)}
    </Screen>
  );
};

const One = ({ of, latest }: { of: Decision; latest: boolean }) => {
  const body = (
    <div class="stack">
      <Rules of={of.rules} />
      <FactTable of={of.facts} />
      <Score of={of} />
    </div>
  );
  const head = (
    <div class="card">
      <div class="row between">
        <Badge tone={TONES[of.outcome] ?? 'plain'}>{label('FindingOutcome', of.outcome)}</Badge>
        <span class="small muted">{time(of.decidedAt)}</span>
      </div>
      <Pairs
        of={[
          [t('whyDay'), date(of.eventDate)],
          of.rulesNumber !== null && [t('whyRules'), t('editionNumber', { n: of.rulesNumber })],
          of.scorecardNumber !== null && [t('whyCard'), t('editionNumber', { n: of.scorecardNumber })],
        ]}
      />
    </div>
  );
  return (
    <>
      {head}
      {latest ? (
        body
      ) : (
        <details class="ruled">
          <summary>{t('whyEarlier')}</summary>
          {body}
        </details>
      )}
    </>
  );
};

const Rules = ({ of }: { of: Decision['rules'] }) => (
  <Section title={t('ruleHits')}>
    <ul class="card flush list">
      {of.map((one) => (
        <li key={one.code} class="finding">
          <Badge tone={TONES[one.outcome.toUpperCase()] ?? 'plain'}>{one.code}</Badge>
          <span>{language.value === 'zh' ? one.zh : one.en}</span>
        </li>
      ))}
    </ul>
  </Section>
);

const FactTable = ({ of }: { of: Decision['facts'] }) => (
  <Section title={t('whyFacts')}>
    <ul class="card flush list">
      {of.map((one) => (
        <li key={one.name} class="fact row between">
          <span>{language.value === 'zh' ? one.nameZh : one.nameEn}</span>
          <strong class={one.value === null ? 'end muted' : 'end num'}>{language.value === 'zh' ? one.zh : one.en}</strong>
        </li>
      ))}
    </ul>
  </Section>
);

const Score = ({ of }: { of: Decision }) => {
  if (of.score === null) return null;
  return (
    <Section title={t('whyScore')} aside={<strong class="num">{of.score}</strong>}>
      <ul class="card flush list">
        {of.scoreReasons.length === 0 && <li class="finding">{t('whyScoreBest')}</li>}
        {of.scoreReasons.map((one) => (
          <li key={one.feature} class="finding">
            <Badge tone="warn">−{one.lost}</Badge>
            <span>
              {one.zh}
              <br />
              <span class="muted">{one.en}</span>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
};
