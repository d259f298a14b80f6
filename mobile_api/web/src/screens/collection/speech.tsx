// Words of agents that a rule forbids: what was found, and what whoever leads collection made of it.
import { useSignal } from '@preact/signals';
import { Badge, Empty, type Tone } from '../../components/basics.tsx';
import { Segments } from '../../components/controls.tsx';
import { List } from '../../components/list.tsx';
import {
  SpeechFindings,
  type SpeechFindingsData,
  type SpeechFindingState,
  type SpeechLine,
} from '../../generated/operations.ts';
import { language } from '../../i18n/core.ts';
import { ago, time } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { usePages } from '../../lib/pages.ts';
import { Lists } from './frame.tsx';
import { SpeechSheet } from './settling.tsx';

export type Finding = SpeechLine & Partial<SpeechFindingsData['speechFindings']['nodes'][number]>;

const CHOICES: (SpeechFindingState | 'ALL')[] = ['OPEN', 'UPHELD', 'DISMISSED', 'ALL'];
export const STATES: Record<SpeechFindingState, Tone> = { OPEN: 'warn', UPHELD: 'bad', DISMISSED: 'plain' };

export const SpeechScreen = () => {
  const chosen = useSignal<string>('OPEN');
  const opened = useSignal<Finding | null>(null);
  const state = chosen.value === 'ALL' ? null : [chosen.value as SpeechFindingState];
  const paged = usePages(SpeechFindings, { state }, (data) => data.speechFindings);
  return (
    <Lists part="/collection/speech" root={false}>
      <p class="small muted">{t('speechText')}</p>
      <Segments
        label={t('speechTitle')}
        value={chosen.value}
        choices={CHOICES.map((value) => ({
          value,
          label: value === 'ALL' ? t('speechAll') : label('SpeechFindingState', value),
        }))}
        onChange={(value) => (chosen.value = value)}
      />
      <List
        cards
        skeleton={120}
        paged={paged}
        row={(one) => <SpeechCard of={one} onOpen={() => (opened.value = one)} />}
        empty={<Empty icon="check" title={t('speechNone')} />}
      />
      {opened.value && (
        <SpeechSheet of={opened.value} onClose={() => (opened.value = null)} onChanged={() => void paged.reload()} />
      )}
    </Lists>
  );
};

/** Rule, words and agent; once it is settled, by whom and when. */
export const SpeechCard = ({ of, onOpen }: { of: Finding; onOpen: () => void }) => (
  <button type="button" class="card case" onClick={onOpen}>
    <div class="row between">
      <span class="who">
        {of.rule} {label('SpeechFault', of.kind)}
      </span>
      <Badge tone={STATES[of.state]}>{label('SpeechFindingState', of.state)}</Badge>
    </div>
    <p>{language.value === 'zh' ? of.reasonZh : of.reasonEn}</p>
    {of.settledAt !== null && (
      <p class="small">{t('speechSettled', { who: of.settledBy?.name ?? '', when: time(of.settledAt) })}</p>
    )}
    <p class="foot">
      <span>
        {of.agent?.name} · {label('UtteranceSource', of.source)}
        {of.attempted && ` · ${t('speechAttempted')}`}
      </span>
      <span>{ago(of.foundAt)}</span>
    </p>
  </button>
);
