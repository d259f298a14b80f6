// What the sweep of the book found against the law, the soonest due first.
import { useSignal } from '@preact/signals';
import { Badge, Empty, type Tone } from '../../components/basics.tsx';
import { Segments } from '../../components/controls.tsx';
import { List } from '../../components/list.tsx';
import { LawFindings, type FindingCard, type LawFindingState } from '../../generated/operations.ts';
import { language } from '../../i18n/core.ts';
import { date } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { usePages } from '../../lib/pages.ts';
import { Desk } from './frame.tsx';
import { FindingSheet } from './finding.tsx';

const SEVERITIES: Record<string, Tone> = { BLOCK: 'bad', REVIEW: 'warn', WARN: 'info' };
const CHOICES = ['open', 'late', 'waived', 'all'] as const;
const STATES: Record<string, LawFindingState[]> = {
  open: ['OPEN'],
  late: ['OPEN'],
  waived: ['WAIVED'],
  all: ['OPEN', 'WAIVED', 'MENDED'],
};
const WORDS = { open: 'lawOpen', late: 'lawLate', waived: 'lawWaived', all: 'lawAll' } as const;

export const FindingsScreen = () => {
  const chosen = useSignal<string>('open');
  const opened = useSignal<FindingCard | null>(null);
  const variables = { state: STATES[chosen.value] ?? ['OPEN'], late: chosen.value === 'late' };
  const paged = usePages(LawFindings, variables, (data) => data.lawFindings);
  return (
    <Desk part="/law">
      <Segments
        label={t('lawFindings')}
        value={chosen.value}
        choices={CHOICES.map((value) => ({ value, label: t(WORDS[value]) }))}
        onChange={(value) => (chosen.value = value)}
      />
      <List
        cards
        skeleton={120}
        paged={paged}
        row={(one) => <FindingRow of={one} onOpen={() => (opened.value = one)} />}
        empty={<Empty icon="check" title={t('lawNone')} />}
      />
      {opened.value && (
        <FindingSheet of={opened.value} onClose={() => (opened.value = null)} onChanged={() => void paged.reload()} />
      )}
    </Desk>
  );
};

const FindingRow = ({ of, onOpen }: { of: FindingCard; onOpen: () => void }) => (
  <button type="button" class="card case" onClick={onOpen}>
    <div class="row between">
      <span class="who">
        {of.ruleCode} {language.value === 'zh' ? of.rule?.nameZh : of.rule?.nameEn}
      </span>
      <Badge tone={SEVERITIES[of.severity] ?? 'plain'}>{label('LawSeverity', of.severity)}</Badge>
    </div>
    <p>{language.value === 'zh' ? of.reasonZh : of.reasonEn}</p>
    <p class="foot">
      <span>
        {of.branch?.name}
        {of.customer && ` · ${of.customer.nameMasked ?? ''}`}
      </span>
      <span class={of.late ? 'tone-bad' : ''}>
        {of.state === 'OPEN' ? `${t('lawDue')} ${date(of.dueOn)}` : label('LawFindingState', of.state)}
      </span>
    </p>
  </button>
);
