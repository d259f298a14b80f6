// Alerts in one's sight, the most money at risk first; the server says when one has changed.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { subscribe } from '../../api/socket.ts';
import { Badge, Empty, type Tone } from '../../components/basics.tsx';
import { Segments } from '../../components/controls.tsx';
import { List } from '../../components/list.tsx';
import { Alerts as AlertsQuery, WatchAlerts } from '../../generated/ids/alerts.ts';
import type { AlertCard, AlertSeverity, AlertState } from '../../generated/operations.ts';
import { language } from '../../i18n/core.ts';
import { date, money, time } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { usePages } from '../../lib/pages.ts';
import { Alerts, seesPeople } from './frame.tsx';

const TONES: Record<string, Tone> = { WARN: 'warn', CRITICAL: 'bad' };
const STATES: Record<string, AlertState[]> = {
  waiting: ['OPEN', 'ESCALATED'],
  off: ['SNOOZED'],
  up: ['ESCALATED'],
  closed: ['CLOSED'],
};
const STATE_WORDS = { waiting: 'alertsWaiting', off: 'alertsPutOff', up: 'alertsUp', closed: 'alertsClosed' } as const;

export const AlertsScreen = () => {
  const state = useSignal('waiting');
  const severity = useSignal('');
  const variables = {
    state: STATES[state.value] ?? null,
    severity: severity.value === '' ? null : [severity.value as AlertSeverity],
    digest: state.value === 'waiting' ? false : null,
    people: seesPeople(),
  };
  const paged = usePages(AlertsQuery, variables, (data) => data.alerts);
  const { reload } = paged;
  useEffect(
    () => subscribe(WatchAlerts, {}, { next: () => void reload(), state: () => undefined }),
    [reload],
  );
  return (
    <Alerts part="/alerts">
      <Segments
        label={t('alertsList')}
        value={state.value}
        choices={Object.entries(STATE_WORDS).map(([value, word]) => ({ value, label: t(word) }))}
        onChange={(value) => (state.value = value)}
      />
      <Segments
        label={t('alertsAllSeverities')}
        value={severity.value}
        choices={[
          { value: '', label: t('alertsAllSeverities') },
          { value: 'CRITICAL', label: label('AlertSeverity', 'CRITICAL') },
          { value: 'WARN', label: label('AlertSeverity', 'WARN') },
        ]}
        onChange={(value) => (severity.value = value)}
      />
      {paged.rows !== null && paged.rows.length > 0 && (
        <p class="small muted">{t('alertsByMoney', { n: paged.total })}</p>
      )}
      <List
        cards
        skeleton={112}
        paged={paged}
        row={(one) => <AlertRow of={one} />}
        empty={<Empty icon="check" title={t('alertsNone')} />}
      />
    </Alerts>
  );
};

export const about = (of: AlertCard): string => of.customer?.nameMasked ?? of.label ?? '';

export const SeverityBadge = ({ of }: { of: AlertCard['severity'] }) => (
  <Badge tone={TONES[of] ?? 'plain'}>{label('AlertSeverity', of)}</Badge>
);

export const AlertRow = ({ of }: { of: AlertCard }) => (
  <a class="card case" href={`/alerts/${encodeURIComponent(of.id)}`}>
    <div class="row between">
      <span class="who">{language.value === 'zh' ? of.nameZh : of.nameEn}</span>
      <SeverityBadge of={of.severity} />
    </div>
    <div class="row between">
      <span>{[about(of), of.branch?.name].filter(Boolean).join(' · ')}</span>
      <strong class="num">{money(of.moneyAtRisk)}</strong>
    </div>
    <p class="foot">
      <span>
        {of.code} · {label('AlertDesk', of.desk)}
      </span>
      <span class={of.late ? 'tone-bad' : ''}>{when(of)}</span>
    </p>
  </a>
);

const when = (of: AlertCard): string => {
  if (of.state === 'SNOOZED') return t('alertUntil', { day: date(of.snoozedUntil ?? '') });
  if (of.state === 'CLOSED') return label('AlertState', of.state);
  return of.late ? t('alertLate') : `${t('alertDue')} ${time(of.dueAt)}`;
};
