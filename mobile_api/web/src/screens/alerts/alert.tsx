// One alert: how grave, from which figures, what to do, what has happened; put off or closed with an outcome.
import { useSignal } from '@preact/signals';
import { Badge, Empty, Facts, Notice, Pairs, Section, Skeleton } from '../../components/basics.tsx';
import { Button } from '../../components/controls.tsx';
import { ReadFailure } from '../../components/failure.tsx';
import { Screen } from '../../components/frame.tsx';
import { Alert } from '../../generated/ids/alerts.ts';
import type { AlertData } from '../../generated/operations.ts';
import { language } from '../../i18n/core.ts';
import { date, money, time } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useQuery } from '../../lib/query.ts';
import { may } from '../../lib/viewer.ts';
import { CloseSheet, SnoozeSheet } from './answering.tsx';
import { seesPeople } from './frame.tsx';
import { SeverityBadge, about } from './list.tsx';
import { bound, inputName, inputValue, valued } from './words.ts';

export type OneAlert = NonNullable<AlertData['alert']>;

export const AlertScreen = ({ id }: { id: string }) => {
  const { data, error, reload } = useQuery(Alert, { id, people: seesPeople() });
  const sheet = useSignal<'snooze' | 'close' | null>(null);
  const alert = data?.alert ?? null;
  const living = alert !== null && alert.state !== 'CLOSED';
  const mine = living && alert.answerable && may('alert:answer');
  const close = (): void => {
    sheet.value = null;
  };
  const actions = mine && (
    <div class="row choices">
      {alert.state !== 'ESCALATED' && (
        <Button kind="outline" wide onClick={() => (sheet.value = 'snooze')}>
          {t('alertSnooze')}
        </Button>
      )}
      <Button kind="primary" wide onClick={() => (sheet.value = 'close')}>
        {t('alertClose')}
      </Button>
    </div>
  );
  return (
    <Screen title={alert ? nameIn(alert) : t('alertsTitle')} parent="/alerts" actions={actions || undefined}>
      {error && !data && <ReadFailure error={error} onRetry={() => void reload()} />}
      {!data && !error && <Skeleton heights={[140, 120, 160]} />}
      {data && !alert && <Empty icon="warn" title={t('alertGone')} />}
      {alert && <Body of={alert} />}
      {living && !mine && <p class="muted small">{t('alertNotMine')}</p>}
      {alert && sheet.value === 'snooze' && <SnoozeSheet of={alert} onClose={close} onDone={() => void reload()} />}
      {alert && sheet.value === 'close' && <CloseSheet of={alert} onClose={close} onDone={() => void reload()} />}
    </Screen>
  );
};

const nameIn = (of: OneAlert): string => (language.value === 'zh' ? of.nameZh : of.nameEn);

const Body = ({ of }: { of: OneAlert }) => (
  <>
    <div class="card stack">
      <div class="row between">
        <strong class="num">{of.code}</strong>
        <SeverityBadge of={of.severity} />
      </div>
      <Facts
        of={[
          [t('alertValue'), <strong class="num">{valued(of.value, of.unit)}</strong>],
          [t('alertWarnAt'), bound(of.operator, of.warn, of.unit)],
          [t('alertCriticalAt'), bound(of.operator, of.critical, of.unit)],
        ]}
      />
      <p class="small muted">{t('alertMeasured', { day: date(of.measuredOn), n: of.formulaVersion })}</p>
      {of.easedOn !== null && <Notice tone="ok">{t('alertEased', { day: date(of.easedOn) })}</Notice>}
    </div>
    <Section title={t('alertAction')}>
      <div class="card">
        <p>{of.action}</p>
      </div>
    </Section>
    <div class="card">
      <Pairs
        of={[
          [t('alertMoney'), <strong class="num">{money(of.moneyAtRisk)}</strong>],
          of.customer != null && [
            t('tabCustomers'),
            <a href={`/customers/${encodeURIComponent(of.customer.id)}`}>{about(of)}</a>,
          ],
          of.loan != null && [
            t('tabLoans'),
            <a href={`/loans/${encodeURIComponent(of.loan.id)}`}>{of.loan.number}</a>,
          ],
          of.customer == null && of.label !== null && [t('alertAbout'), of.label],
          [t('alertOwner'), [label('AlertDesk', of.desk), of.officer?.name].filter(Boolean).join(' · ')],
          of.state !== 'CLOSED' && [
            t('alertDue'),
            <span class={of.late ? 'tone-bad' : ''}>{time(of.dueAt)}</span>,
          ],
          of.snoozedUntil !== null && [t('alertSnooze'), t('alertUntil', { day: date(of.snoozedUntil) })],
          of.outcome !== null && [t('alertsClosed'), `${label('AlertOutcome', of.outcome)} · ${of.closedBy?.name ?? ''}`],
        ]}
      />
    </div>
    {of.inputs.length > 0 && (
      <Section title={t('alertInputs')}>
        <div class="card">
          <Pairs of={of.inputs.map((one) => [inputName(one.name), inputValue(one.name, one.value)] as const)} />
        </div>
      </Section>
    )}
    <Cluster of={of} />
    <Story of={of} />
  </>
);

const Cluster = ({ of }: { of: OneAlert }) => {
  const gathered = of.applications ?? [];
  if (gathered.length === 0) return null;
  return (
    <Section title={t('alertCluster', { n: gathered.length })}>
      <ul class="card flush list">
        {gathered.map((one) => (
          <li key={one.id}>
            <a class="item" href={`/applications/${encodeURIComponent(one.id)}`}>
              <span class="main">
                <span class="title">{one.customer?.nameMasked}</span>
                <span class="sub num">{one.number}</span>
              </span>
              <span class="end">
                <span class="num">{money(one.amount)}</span>{' '}
                <Badge>{label('ApplicationState', one.state)}</Badge>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
};

const Story = ({ of }: { of: OneAlert }) => (
  <Section title={t('alertStory')}>
    <ol class="card flush list">
      {of.story.map((line) => (
        <li key={`${line.at}${line.what}`} class="branch">
          <div class="row between">
            <span>{label('AlertStep', line.what)}</span>
            <span class="small muted">{time(line.at)}</span>
          </div>
          {(line.by ?? line.note) !== null && (
            <p class="small muted">{[line.by, line.note].filter(Boolean).join('：')}</p>
          )}
        </li>
      ))}
    </ol>
  </Section>
);
