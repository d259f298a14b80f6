// The report of the law: what is checked and from which data, what cannot be checked and why, what stands against it.
import { useSignal } from '@preact/signals';
import { Badge, Pairs, Skeleton } from '../../components/basics.tsx';
import { Segments } from '../../components/controls.tsx';
import { ReadFailure } from '../../components/failure.tsx';
import { LawReport, type LawReportData } from '../../generated/operations.ts';
import { language } from '../../i18n/core.ts';
import { date } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useQuery } from '../../lib/query.ts';
import { Desk } from './frame.tsx';

type Line = LawReportData['complianceReport'][number];

const SHOWN: Record<string, (line: Line) => boolean> = {
  all: () => true,
  found: (line) => line.open + line.waived > 0,
  not: (line) => !line.implemented,
};

export const ReportScreen = () => {
  const { data, error, reload } = useQuery(LawReport, {});
  const chosen = useSignal('all');
  const lines = data?.complianceReport ?? [];
  const answered = new Set(lines.filter((line) => line.implemented).map((line) => line.code)).size;
  const not = new Set(lines.filter((line) => !line.implemented).map((line) => line.code)).size;
  return (
    <Desk part="/law/report">
      {error && <ReadFailure error={error} onRetry={() => void reload()} />}
      {!data && !error && <Skeleton heights={[44, 96, 96, 96]} />}
      {data && (
        <>
          <p class="list-head">{t('reportCount', { answered, not })}</p>
          <Segments
            label={t('lawReport')}
            value={chosen.value}
            choices={[
              { value: 'all', label: t('lawAll') },
              { value: 'found', label: t('reportOnlyFound') },
              { value: 'not', label: t('reportOnlyNot') },
            ]}
            onChange={(value) => (chosen.value = value)}
          />
          <ul class="stack">
            {lines.filter(SHOWN[chosen.value] ?? SHOWN.all!).map((line) => (
              <li key={`${line.code} ${line.version}`}>
                <RuleCard of={line} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Desk>
  );
};

const RuleCard = ({ of }: { of: Line }) => {
  const zh = language.value === 'zh';
  return (
    <details class="card">
      <summary>
        <div class="row between">
          <span class="who">
            {of.code} {zh ? of.nameZh : of.nameEn}
          </span>
          <Badge tone={!of.implemented ? 'plain' : of.open > 0 ? 'warn' : 'ok'}>
            {of.implemented ? label('LawSeverity', of.severity) : t('reportNot')}
          </Badge>
        </div>
      </summary>
      <Pairs
        of={[
          [t('lawBasis'), of.source],
          [t(of.implemented ? 'reportFrom' : 'reportWhy'), zh ? of.whyZh : of.whyEn],
          [t('lawNote'), t('reportSince', { day: date(of.effectiveFrom) })],
          of.open + of.waived > 0 && [t('lawFindings'), t('reportFound', { open: of.open, waived: of.waived })],
        ]}
      />
    </details>
  );
};
