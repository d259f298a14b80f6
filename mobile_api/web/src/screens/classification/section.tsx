// The class on the loan's page: the present tier and why, what it was before, and what people found.
import { useSignal } from '@preact/signals';
import { Badge, Section, Skeleton, type Tone } from '../../components/basics.tsx';
import { Button } from '../../components/controls.tsx';
import { ReadFailure } from '../../components/failure.tsx';
import { LoanClassPage } from '../../generated/ids/classification.ts';
import type { LoanClassPageData } from '../../generated/operations.ts';
import { language } from '../../i18n/core.ts';
import { date } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useQuery } from '../../lib/query.ts';
import { may } from '../../lib/viewer.ts';
import { DowngradeSheet, GroundCard } from './grounds.tsx';

type Class = NonNullable<NonNullable<LoanClassPageData['loan']>['classification']>;

export const TIER_TONES: Record<string, Tone> = {
  NORMAL: 'ok',
  SPECIAL_MENTION: 'warn',
  SUBSTANDARD: 'bad',
  DOUBTFUL: 'bad',
  LOSS: 'bad',
};

export const ClassSection = ({ loanId }: { loanId: string }) => {
  const { data, error, reload } = useQuery(LoanClassPage, { id: loanId });
  const downgrading = useSignal(false);
  const loan = data?.loan;
  if (error && !data) return <ReadFailure error={error} onRetry={() => void reload()} />;
  if (!loan) return data ? null : <Skeleton heights={[120]} />;
  const found = loan.classification;
  return (
    <Section
      title={t('classTitle')}
      aside={found && <Badge tone={TIER_TONES[found.tier] ?? 'plain'}>{label('LoanTier', found.tier)}</Badge>}
    >
      <div class="stack">
        <div class="card stack">
          {found ? <Present of={found} /> : <span class="muted">{t('classNone')}</span>}
          {loan.state === 'ACTIVE' && may('classification:downgrade') && (
            <Button kind="outline" onClick={() => (downgrading.value = true)}>
              {t('classDowngrade')}
            </Button>
          )}
        </div>
        {found?.grounds.map((ground) => (
          <GroundCard key={ground.id} of={ground} reload={reload} />
        ))}
      </div>
      {downgrading.value && (
        <DowngradeSheet loanId={loan.id} onClose={() => (downgrading.value = false)} reload={reload} />
      )}
    </Section>
  );
};

const Present = ({ of }: { of: Class }) => {
  const [present, ...past] = of.history;
  return (
    <>
      {present && <Reasons of={present} />}
      {of.ownTier !== of.tier && <p class="small muted">{t('classOwn', { tier: label('LoanTier', of.ownTier) })}</p>}
      {of.clearSince !== null && <p class="small muted">{t('classClear', { date: date(of.clearSince) })}</p>}
      {past.length > 0 && (
        <details>
          <summary>
            {t('classHistory')} <span class="muted num">{past.length}</span>
          </summary>
          <ol class="list">
            {past.map((one) => (
              <li key={`${one.fromOn} ${one.untilOn}`} class="stack tight">
                <span class="row between">
                  <Badge tone={TIER_TONES[one.tier] ?? 'plain'}>{label('LoanTier', one.tier)}</Badge>
                  <span class="small muted num">
                    {t('classSpan', { from: one.fromOn, until: one.untilOn ?? '' })}
                  </span>
                </span>
                <Reasons of={one} />
              </li>
            ))}
          </ol>
        </details>
      )}
    </>
  );
};

const Reasons = ({ of }: { of: Class['history'][number] }) => (
  <ul class="small">
    {of.reasons.map((one) => (
      <li key={one.en}>{language.value === 'zh' ? one.zh : one.en}</li>
    ))}
    {of.decidedBy && <li class="muted">{t('classByHand', { name: of.decidedBy.name })}</li>}
  </ul>
);
