// How good a customer was found to be: the grade, what keeps it down, the four worst reasons.
import type { CustomerPageData } from '../generated/operations.ts';
import { dayOf } from '../i18n/format.ts';
import { language } from '../i18n/core.ts';
import { t } from '../i18n/staff.ts';
import { Badge, Section, type Tone } from './basics.tsx';

type Rating = NonNullable<NonNullable<CustomerPageData['customer']>['rating']>;

const TONES: Record<string, Tone> = { AAA: 'ok', AA: 'ok', A: 'ok', BBB: 'info', BB: 'warn', B: 'warn' };
const CAPS = { block: 'ratingCapBlock', overdue: 'ratingCapOverdue', thin: 'ratingCapThin' } as const;

const isCap = (cap: string): cap is keyof typeof CAPS => cap in CAPS;

export const RatingCard = ({ of }: { of: Rating | null }) => {
  const chinese = language.value === 'zh';
  if (of === null) return null;
  return (
    <Section title={t('rating')} aside={dayOf(of.ratedOn)}>
      <div class="card stack">
        <div class="row">
          <Badge tone={TONES[of.grade] ?? 'bad'}>{of.grade}</Badge>
          <span class="num">{t('ratingScore', { n: of.score })}</span>
          {of.fellBy > 0 && <Badge tone="warn">{t('ratingFell', { n: of.fellBy })}</Badge>}
        </div>
        {of.caps.filter(isCap).map((cap) => (
          <p key={cap} class="muted">
            {t(CAPS[cap])}
          </p>
        ))}
        <ul class="list">
          {of.reasons.map((one) => (
            <li key={one.code}>
              <strong>{chinese ? one.nameZh : one.nameEn}</strong>{' '}
              <span class="num muted">
                {one.points}/{one.most}
              </span>
              <p class="muted">{chinese ? one.zh : one.en}</p>
            </li>
          ))}
        </ul>
      </div>
    </Section>
  );
};
