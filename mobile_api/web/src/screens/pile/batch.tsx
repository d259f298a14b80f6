// Several cases decided in one go: kept on the phone, sent in one request; each counts or fails by itself, and says so.
import { useSignal } from '@preact/signals';
import { newKey } from '../../api/intents.ts';
import { act } from '../../api/graphql.ts';
import { Badge, Empty, Notice, Skeleton } from '../../components/basics.tsx';
import { Button, Segments, TextField } from '../../components/controls.tsx';
import { Failure, ReadFailure } from '../../components/failure.tsx';
import { Screen } from '../../components/frame.tsx';
import { Icon } from '../../components/icons.tsx';
import { Batch, DecideCases } from '../../generated/ids/pile.ts';
import type { BatchData, CaseDecision } from '../../generated/operations.ts';
import { language } from '../../i18n/core.ts';
import { money, percent } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { isHighRatio } from '../../lib/figures.ts';
import { nameOf } from '../../lib/names.ts';
import { decideLater, sentAndWaiting } from '../../lib/outbox.ts';
import { forgetReadings, useQuery } from '../../lib/query.ts';
import { isOpen } from '../../store/outbox.ts';
import { contentOf, toldKept } from '../application/decide.tsx';

type Case = BatchData['approvalInbox']['nodes'][number];

/** What became of one row: null while nobody knows; "" when it counts; else why it does not. */
type Result = string | null;

const DECISIONS: CaseDecision[] = ['APPROVE', 'RETURN', 'REJECT'];

const inputOf = (of: Case, decision: CaseDecision, reason: string) => ({
  caseId: of.id,
  expectedVersion: of.version,
  amount: of.amount,
  decision,
  reason,
  routine: decision === 'APPROVE' && of.routine?.allowed === true,
});

type Input = ReturnType<typeof inputOf>;

/** Sends at once what wants the person's second factor, or what this phone cannot keep. */
const sendNow = async (decisions: Input[]): Promise<Map<string, Result>> => {
  const answer = await act('decide-cases', DecideCases, (idempotencyKey) => ({ input: { decisions, idempotencyKey } }));
  forgetReadings('Inbox', 'Pile', 'ApplicationPage', 'Applications');
  return new Map(
    answer.decideCases.results.map((one) => [
      one.caseId,
      (language.value === 'zh' ? one.messageZh : one.messageEn) ?? (one.code === null ? '' : one.code),
    ]),
  );
};

/** What the outbox knows of the rows that were kept under these keys. */
const keptResults = (keys: string[]): Map<string, Result> =>
  new Map(
    sentAndWaiting.value
      .filter((one) => keys.includes(one.key))
      .map((one) => [
        one.content.caseId,
        isOpen(one) ? null : one.state === 'done' ? '' : (one.word?.[language.value] ?? one.state),
      ]),
  );

export const BatchScreen = () => {
  const { data, error, reload } = useQuery(Batch, {});
  const chosen = useSignal<string[]>([]);
  const decision = useSignal<CaseDecision>('APPROVE');
  const reason = useSignal('');
  const sent = useSignal<Map<string, Result>>(new Map());
  const keys = useSignal<string[]>([]);
  const action = useAction();
  const cases = (data?.approvalInbox.nodes ?? []).filter((one) => one.mayDecide && one.application);
  const picked = cases.filter((one) => chosen.value.includes(one.id));
  const results = new Map([...sent.value, ...keptResults(keys.value)]);

  const decide = async (): Promise<void> => {
    const inputs = picked.map((one) => inputOf(one, decision.value, reason.value.trim()));
    const wantsFactor = picked.some((one, at) => one.stepUpNeeded && !inputs[at]!.routine);
    const batch = newKey();
    const contents = picked.map((one, at) => ({
      ...contentOf({ ...one.application!, amount: one.amount }, inputs[at]!),
      batch,
    }));
    const kept = wantsFactor ? null : await decideLater(...contents);
    if (kept) {
      keys.value = kept.map((one) => one.key);
      toldKept(t('pileHeld'), kept);
    } else sent.value = await sendNow(inputs);
    chosen.value = [];
  };
  const again = (): void => {
    sent.value = new Map();
    keys.value = [];
    void reload();
  };

  return (
    <Screen
      title={t('batchTitle')}
      parent="/inbox"
      actions={
        results.size === 0 ? (
          <Button
            kind={decision.value === 'REJECT' ? 'danger' : 'primary'}
            wide
            busy={action.busy}
            disabled={picked.length === 0 || reason.value.trim() === ''}
            onClick={() => void action.run(decide)}
          >
            {t('batchDo', { what: label('CaseDecision', decision.value), n: picked.length })}
          </Button>
        ) : (
          <Button kind="primary" wide onClick={again}>
            {t('batchAgain')}
          </Button>
        )
      }
    >
      {error && <ReadFailure error={error} onRetry={() => void reload()} />}
      {!data && !error && <Skeleton heights={[96, 96, 96]} />}
      {data && cases.length === 0 && (
        <Empty icon="check" title={t('inboxEmpty')}>
          {t('batchNone')}
        </Empty>
      )}
      {results.size > 0 && <Told of={[...results.values()]} />}
      {cases.length > 0 && results.size === 0 && (
        <div class="card stack">
          <Segments
            label={t('batchWhat')}
            value={decision.value}
            choices={DECISIONS.map((one) => ({ value: one, label: label('CaseDecision', one) }))}
            onChange={(value) => (decision.value = value as CaseDecision)}
          />
          <TextField
            label={t('decideReason')}
            hint={t('decideReasonHint')}
            lines
            required
            value={reason.value}
            onInput={(value) => (reason.value = value)}
          />
          {action.error && <Failure error={action.error} onLatest={() => void reload()} />}
          <Button kind="outline" onClick={() => (chosen.value = cases.map((one) => one.id))}>
            {t('batchAll', { n: cases.length })}
          </Button>
        </div>
      )}
      <ul class="stack">
        {cases.map((one) => (
          <li key={one.id}>
            <Row
              of={one}
              chosen={chosen.value.includes(one.id)}
              {...(results.has(one.id) ? { result: results.get(one.id)! } : {})}
              onToggle={() => {
                const others = chosen.value.filter((id) => id !== one.id);
                chosen.value = others.length < chosen.value.length ? others : [...others, one.id];
              }}
            />
          </li>
        ))}
      </ul>
    </Screen>
  );
};

const Told = ({ of }: { of: Result[] }) => {
  const waiting = of.filter((one) => one === null).length;
  const failed = of.filter(Boolean).length;
  return (
    <Notice tone={failed > 0 ? 'warn' : waiting > 0 ? 'info' : 'ok'} live>
      {waiting > 0 ? t('batchSent', { n: waiting }) : t('batchTold', { n: of.length - failed, failed })}
    </Notice>
  );
};

const Row = (props: { of: Case; chosen: boolean; result?: Result; onToggle: () => void }) => {
  const { of, result } = props;
  const { application } = of;
  if (!application) return null;
  const hits = application.findings.filter((one) => one.outcome !== 'PASS');
  return (
    <label class="card check-row">
      <input type="checkbox" checked={props.chosen} disabled={result !== undefined} onChange={props.onToggle} />
      <span class="main">
        <span class="row between">
          <strong>{nameOf(application.customer)}</strong>
          <strong class="num">{money(of.amount)}</strong>
        </span>
        <span class="small muted">
          {label('Tier', of.tier)} · {t('months', { n: application.termMonths })} · {t('exposureAfter')}{' '}
          <span class="num">{money(of.exposureAfter)}</span>
          {application.debtRatio !== null && (
            <>
              {' · '}
              <span class={isHighRatio(application.debtRatio) ? 'tone-bad num' : 'num'}>
                {t('debtRatio')} {percent(application.debtRatio)}
              </span>
            </>
          )}
        </span>
        {of.routine?.allowed && (
          <span>
            <Badge tone="ok">{t('batchRoutine')}</Badge>
          </span>
        )}
        {hits[0] && (
          <span class="small hit">
            <Icon name="warn" size={16} />
            <span>{language.value === 'zh' ? hits[0].reasonZh : hits[0].reasonEn}</span>
          </span>
        )}
        {result !== undefined && <Outcome of={result} />}
      </span>
    </label>
  );
};

const Outcome = ({ of }: { of: Result }) => (
  <span>
    {of === null && <Badge tone="info">{label('OutboxState', 'sending')}</Badge>}
    {of === '' && <Badge tone="ok">{t('batchCounts')}</Badge>}
    {of && (
      <>
        <Badge tone="bad">{t('batchFailed')}</Badge> {of}
      </>
    )}
  </span>
);
