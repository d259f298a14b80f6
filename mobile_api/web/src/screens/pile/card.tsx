// One case of the pile: the figures that a decision hangs on, the papers to open, and what is to be done about it.
import { useSignal } from '@preact/signals';
import { Badge, Facts, Figure, Notice, Skeleton } from '../../components/basics.tsx';
import { ReadFailure } from '../../components/failure.tsx';
import { Icon } from '../../components/icons.tsx';
import { PileCard } from '../../generated/ids/pile.ts';
import type { DocumentParts, PileCardData, PileData } from '../../generated/operations.ts';
import { language } from '../../i18n/core.ts';
import { ago, date, money, percent } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { isHighRatio } from '../../lib/figures.ts';
import { nameOf } from '../../lib/names.ts';
import { useQuery, type Reading } from '../../lib/query.ts';
import { Deadline } from '../application/deadline.tsx';
import { DocumentSheet, doubts } from '../application/documents.tsx';

export type Case = PileData['approvalInbox']['nodes'][number];
export type Application = NonNullable<Case['application']>;
type Known = NonNullable<PileCardData['approvalCase']>;
type Routine = NonNullable<Known['routine']>;

export const useCard = (id: string | null): Reading<PileCardData> => useQuery(PileCard, id === null ? null : { id });

/** The first thing that keeps a case from being routine, in the language of the page. */
export const whyNot = (of: Known['routine'] | undefined): string | null => {
  const first = of?.reasons[0];
  return first ? first[language.value === 'zh' ? 'messageZh' : 'messageEn'] : null;
};

/** What the list knows already, so that the card is there before anything else is asked. */
const Head = ({ of, application }: { of: Case; application: Application }) => (
  <>
    <div class="row between">
      <span class="who">{nameOf(application.customer)}</span>
      <Badge>{label('Tier', of.tier)}</Badge>
    </div>
    <div class="row between ask">
      <Figure amount={of.amount} />
      <span class="muted">
        {t('months', { n: application.termMonths })} · {label('purpose', application.purpose)}
      </span>
    </div>
  </>
);

const Figures = ({ of, application, known }: { of: Case; application: Application; known: Known | null }) => {
  const hits = application.findings.filter((finding) => finding.outcome !== 'PASS');
  const documents = known?.application?.documents ?? [];
  const doubtful = documents.reduce((sum, one) => sum + doubts(one), 0);
  const rows = known?.application?.schedulePreview ?? [];
  const [first, last] = [rows[0], rows[rows.length - 1]];
  const ratio = application.debtRatio;
  const count = (n: number | null) =>
    n === null ? '…' : <span class={n > 0 ? 'tone-bad' : ''}>{n === 0 ? t('pileNone') : n}</span>;
  return (
    <>
      <Facts
        of={[
          [t('exposureAfter'), money(of.exposureAfter)],
          [
            t('debtRatio'),
            ratio === null ? (
              t('unknownFigure')
            ) : (
              <span class={isHighRatio(ratio) ? 'tone-bad' : ''}>{percent(ratio)}</span>
            ),
          ],
          [t('pileGrade'), known ? (known.routine?.grade ?? t('unknownFigure')) : '…'],
          [t('pileHits'), count(hits.length)],
          [t('pileDoubts'), count(known ? doubtful : null)],
          [t('pileInstalment'), first ? money(first.total) : '…'],
        ]}
      />
      {first && last && (
        <p class="small muted">
          {t('pileSchedule', { first: date(first.dueOn), last: date(last.dueOn), total: money(last.total) })}
        </p>
      )}
      {hits.map((hit) => (
        <p key={hit.code} class="hit">
          <Icon name="warn" size={18} />
          <span>{language.value === 'zh' ? hit.reasonZh : hit.reasonEn}</span>
        </p>
      ))}
    </>
  );
};

const Papers = ({ of, known, reload }: { of: Routine; known: Known; reload: () => Promise<void> }) => {
  const open = useSignal<DocumentParts | null>(null);
  const wanted = new Map(of.papers.map((paper) => [paper.documentId, paper]));
  const papers = (known.application?.documents ?? []).filter((one) => wanted.has(one.id));
  return (
    <div class="papers">
      {papers.map((one) => {
        const paper = wanted.get(one.id);
        return (
          <button key={one.id} type="button" class="paper-button" onClick={() => (open.value = one)}>
            <Icon name={paper?.opened ? 'check' : 'document'} size={20} />
            <span>{label('DocumentKind', one.kind)}</span>
            <Badge tone={paper?.doubtful ? 'warn' : paper?.opened ? 'ok' : 'plain'}>
              {t(paper?.doubtful ? 'pileDoubtful' : paper?.opened ? 'pileOpened' : 'pileUnopened')}
            </Badge>
          </button>
        );
      })}
      {open.value && (
        <DocumentSheet
          of={open.value}
          onClose={() => {
            open.value = null;
            void reload();
          }}
        />
      )}
    </div>
  );
};

interface CardProps {
  of: Case;
  application: Application;
  card: Reading<PileCardData>;
}

export const CardBody = ({ of, application, card }: CardProps) => {
  const known = card.data?.approvalCase ?? null;
  const routine = known?.routine ?? null;
  const why = whyNot(routine);
  return (
    <>
      <Head of={of} application={application} />
      <Figures of={of} application={application} known={known} />
      {card.error && !known && <ReadFailure error={card.error} onRetry={() => void card.reload()} />}
      {!known && !card.error && <Skeleton heights={[48, 48]} />}
      {known && routine && <Papers of={routine} known={known} reload={card.reload} />}
      {routine?.allowed && <Notice tone="ok">{t('pileRoutine')}</Notice>}
      {why !== null && <Notice>{t('pileNotRoutine', { why })}</Notice>}
      <p class="foot">
        <span>
          {application.officer.name} · {application.branch.name}
        </span>
        <span>
          {of.dueAt === null ? t('openedAgo', { ago: ago(of.openedAt) }) : <Deadline of={of} />}
        </span>
      </p>
    </>
  );
};
