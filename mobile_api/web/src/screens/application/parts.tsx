// The parts of an application's page that only show.
import { Badge, Facts, Figure, Item, Meter, Pairs, Section, type Tone } from '../../components/basics.tsx';
import { Icon } from '../../components/icons.tsx';
import type { ApplicationPageData, ScheduleParts } from '../../generated/operations.ts';
import { language } from '../../i18n/core.ts';
import { money, percent, time } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { isHighRatio } from '../../lib/figures.ts';

export type Application = NonNullable<ApplicationPageData['application']>;

const STATE_TONES: Record<string, Tone> = {
  IN_REVIEW: 'info',
  APPROVED: 'ok',
  CONTRACTED: 'ok',
  DISBURSED: 'brand',
  RETURNED: 'warn',
  REJECTED: 'bad',
};

export const StateBadge = ({ state }: { state: string }) => (
  <Badge tone={STATE_TONES[state] ?? 'plain'}>{label('ApplicationState', state)}</Badge>
);

export const Hero = ({ of }: { of: Application }) => (
  <div class="hero">
    <div class="row">
      <StateBadge state={of.state} />
      {of.tier && of.state === 'IN_REVIEW' && <Badge>{label('Tier', of.tier)}</Badge>}
    </div>
    <Figure amount={of.amount} />
    <p class="muted">
      {language.value === 'zh' ? of.product.nameZh : of.product.nameEn} · {t('months', { n: of.termMonths })} ·{' '}
      {t('rate')} <span class="num">{percent(of.rateAnnual ?? of.product.rateAnnual)}</span> ·{' '}
      {label('RepaymentMethod', of.product.method)}
    </p>
  </div>
);

const figureOf = (amount: string | null) => (amount === null ? t('unknownFigure') : money(amount));

export const Figures = ({ of }: { of: Application }) => (
  <Section title={t('figures')}>
    <div class="card stack">
      <Facts
        of={[
          [t('exposureAfter'), figureOf(of.exposureAfter)],
          of.customer && [t('outstandingNow'), money(of.customer.outstanding)],
          of.customer && of.customer.committed !== '0.00' && [t('committedNow'), money(of.customer.committed)],
          of.customer && [t('incomeMonthly'), figureOf(of.customer.incomeMonthly)],
          of.customer && [t('debtMonthly'), figureOf(of.customer.debtMonthly)],
        ]}
      />
      <div class="ratio">
        <div class="row between">
          <span class="label">{t('debtRatio')}</span>
          <strong class={`num ${of.debtRatio !== null && isHighRatio(of.debtRatio) ? 'tone-bad' : ''}`}>
            {of.debtRatio === null ? t('unknownFigure') : percent(of.debtRatio)}
          </strong>
        </div>
        {of.debtRatio !== null && (
          <Meter
            share={Number(of.debtRatio)}
            tone={isHighRatio(of.debtRatio) ? 'bad' : 'plain'}
            label={`${t('debtRatio')} ${percent(of.debtRatio)}`}
          />
        )}
      </div>
    </div>
  </Section>
);

const OUTCOME_TONES: Record<string, Tone> = { REVIEW: 'warn', REFUSE: 'bad', PASS: 'ok' };

export const Findings = ({ of }: { of: Application }) => {
  if (of.submittedAt === null) return null;
  const reason = (finding: Application['findings'][number]): string =>
    language.value === 'zh' ? finding.reasonZh : finding.reasonEn;
  const hits = of.findings.filter((finding) => finding.outcome !== 'PASS');
  const passed = of.findings.filter((finding) => finding.outcome === 'PASS');
  return (
    <Section
      title={t('ruleHits')}
      aside={<a href={`/applications/${encodeURIComponent(of.id)}/why`}>{t('whyLink')}</a>}
    >
      <div class="card flush">
        <ul class="list">
          {hits.map((finding) => (
            <li key={finding.code} class="finding">
              <Badge tone={OUTCOME_TONES[finding.outcome] ?? 'plain'}>
                {label('FindingOutcome', finding.outcome)}
              </Badge>
              <span>{reason(finding)}</span>
            </li>
          ))}
          {of.findings.length === 0 && (
            <li class="finding clean">
              <span class="tone-ok">
                <Icon name="check" size={18} />
              </span>
              <span>{t('noFindings')}</span>
            </li>
          )}
          {passed.length > 0 && (
            <li>
              <details>
                <summary>
                  <span class="tone-ok">
                    <Icon name="check" size={18} />
                  </span>
                  {t(hits.length ? 'passedToo' : 'allPassed', { n: passed.length })}
                </summary>
                <ul class="passed">
                  {passed.map((finding) => (
                    <li key={finding.code}>{reason(finding)}</li>
                  ))}
                </ul>
              </details>
            </li>
          )}
        </ul>
      </div>
    </Section>
  );
};

export const OpinionCard = ({ of }: { of: Application }) => {
  if (!of.opinion) return null;
  const { opinion } = of;
  return (
    <Section title={t('opinionTitle')}>
      <figure class="card opinion">
        <blockquote>{opinion.reason}</blockquote>
        <figcaption>
          {t('opinionOf', { amount: money(opinion.amount), months: t('months', { n: opinion.termMonths }) })}
          <br />
          {opinion.by.name} · {time(opinion.at)}
        </figcaption>
      </figure>
    </Section>
  );
};

export const ScheduleTable = ({ rows }: { rows: ScheduleParts[] }) => (
  <div class="table">
    <table>
      <thead>
        <tr>
          <th scope="col">#</th>
          <th scope="col">{t('total')}</th>
          <th scope="col">{t('principal')}</th>
          <th scope="col">{t('interest')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.number}>
            <th scope="row">
              {row.number}
              <small>{row.dueOn}</small>
            </th>
            <td>{money(row.total)}</td>
            <td>{money(row.principal)}</td>
            <td>{money(row.interest)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

export const Schedule = ({ rows, apr }: { rows: ScheduleParts[]; apr: string | null }) => {
  const first = rows[0];
  if (!first) return null;
  return (
    <Section title={t('schedule')} aside={apr === null ? undefined : `${t('apr')} ${percent(apr)}`}>
      <div class="card flush">
        <div class="item">
          <span class="main">
            <span class="sub">{t('scheduleFirst')}</span>
          </span>
          <strong class="num">{money(first.total)}</strong>
        </div>
        <details class="ruled">
          <summary>{t('scheduleAll', { n: rows.length })}</summary>
          <ScheduleTable rows={rows} />
        </details>
      </div>
    </Section>
  );
};

const VOTE_TONES: Record<string, Tone> = { APPROVE: 'ok', RETURN: 'warn', REJECT: 'bad' };

export const Votes = ({ of }: { of: Application }) => {
  if (!of.case || of.case.votes.length === 0) return null;
  return (
    <Section
      title={t('votesTitle')}
      aside={of.case.votesNeeded > 1 ? t('votesOf', { n: of.case.votes.length, of: of.case.votesNeeded }) : undefined}
    >
      <ul class="card flush list">
        {of.case.votes.map((vote) => (
          <li key={vote.by.id}>
            <Item
              title={[vote.by.name, vote.inTheNameOf && t('inTheNameOf', { name: vote.inTheNameOf.name })]
                .filter(Boolean)
                .join(' · ')}
              sub={
                <>
                  {vote.reason && <>{vote.reason} · </>}
                  {time(vote.at)}
                </>
              }
              end={<Badge tone={VOTE_TONES[vote.decision] ?? 'plain'}>{label('CaseDecision', vote.decision)}</Badge>}
            />
          </li>
        ))}
      </ul>
    </Section>
  );
};

export const About = ({ of }: { of: Application }) => (
  <div class="card">
    <Pairs
      of={[
        [t('number'), <span class="num">{of.number}</span>],
        [t('purpose'), label('purpose', of.purpose)],
        [t('officer'), of.officer.name],
        [t('branch'), of.branch.name],
        of.submittedAt !== null && [t('submittedAt'), time(of.submittedAt)],
      ]}
    />
  </div>
);
