// Several cases decided in one go: each counts or fails by itself, and says so.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Badge, Empty, Notice, Skeleton } from '../../components/basics.tsx';
import { Button, Segments, TextField } from '../../components/controls.tsx';
import { Failure, ReadFailure } from '../../components/failure.tsx';
import { Screen } from '../../components/frame.tsx';
import { Icon } from '../../components/icons.tsx';
import { Batch, DecideCases } from '../../generated/ids/risk.ts';
import type { BatchData, DecideCasesData } from '../../generated/operations.ts';
import { language } from '../../i18n/core.ts';
import { money, percent } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { isHighRatio } from '../../lib/figures.ts';
import { nameOf } from '../../lib/names.ts';
import { forgetReadings, useQuery } from '../../lib/query.ts';

type Case = BatchData['approvalInbox']['nodes'][number];
type Result = DecideCasesData['decideCases']['results'][number];
type Decision = 'APPROVE' | 'RETURN' | 'REJECT';

const DECISIONS: Decision[] = ['APPROVE', 'RETURN', 'REJECT'];

export const BatchScreen = () => {
  const { data, error, reload } = useQuery(Batch, {});
  const chosen = useSignal<string[]>([]);
  const decision = useSignal<Decision>('APPROVE');
  const reason = useSignal('');
  const results = useSignal<Map<string, Result>>(new Map());
  const action = useAction();
  const cases = (data?.approvalInbox.nodes ?? []).filter((one) => one.mayDecide && one.application);
  const picked = cases.filter((one) => chosen.value.includes(one.id));

  const toggle = (id: string): void => {
    const others = chosen.value.filter((one) => one !== id);
    chosen.value = others.length < chosen.value.length ? others : [...others, id];
  };
  const decide = async (): Promise<void> => {
    const said = { decision: decision.value, reason: reason.value.trim() };
    const decisions = picked.map((one) => ({
      caseId: one.id,
      expectedVersion: one.version,
      amount: one.amount,
      ...said,
    }));
    const answer = await act('decide-cases', DecideCases, (idempotencyKey) => ({
      input: { decisions, idempotencyKey },
    }));
    results.value = new Map(answer.decideCases.results.map((one) => [one.caseId, one]));
    chosen.value = [];
    forgetReadings('Inbox', 'ApplicationPage', 'Applications');
  };

  return (
    <Screen
      title={t('batchTitle')}
      parent="/inbox"
      actions={
        results.value.size === 0 ? (
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
          <Button
            kind="primary"
            wide
            onClick={() => {
              results.value = new Map();
              void reload();
            }}
          >
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
      {results.value.size > 0 && <Told of={results.value} />}
      {cases.length > 0 && results.value.size === 0 && (
        <div class="card stack">
          <Segments
            label={t('batchWhat')}
            value={decision.value}
            choices={DECISIONS.map((one) => ({ value: one, label: label('CaseDecision', one) }))}
            onChange={(value) => (decision.value = value as Decision)}
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
        </div>
      )}
      <ul class="stack">
        {cases.map((one) => (
          <li key={one.id}>
            <Row
              of={one}
              chosen={chosen.value.includes(one.id)}
              result={results.value.get(one.id) ?? null}
              onToggle={() => toggle(one.id)}
            />
          </li>
        ))}
      </ul>
    </Screen>
  );
};

const Told = ({ of }: { of: Map<string, Result> }) => {
  const failed = [...of.values()].filter((one) => one.messageEn !== null).length;
  return (
    <Notice tone={failed > 0 ? 'warn' : 'ok'} live>
      {t('batchTold', { n: of.size - failed, failed })}
    </Notice>
  );
};

const Row = (props: { of: Case; chosen: boolean; result: Result | null; onToggle: () => void }) => {
  const { of, result } = props;
  const { application } = of;
  if (!application) return null;
  const hits = application.findings.filter((one) => one.outcome !== 'PASS');
  return (
    <label class="card check-row">
      <input type="checkbox" checked={props.chosen} disabled={result !== null} onChange={props.onToggle} />
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
        {hits[0] && (
          <span class="small hit">
            <Icon name="warn" size={16} />
            <span>{language.value === 'zh' ? hits[0].reasonZh : hits[0].reasonEn}</span>
          </span>
        )}
        {result && <Outcome of={result} />}
      </span>
    </label>
  );
};

const Outcome = ({ of }: { of: Result }) =>
  of.messageEn === null ? (
    <span>
      <Badge tone="ok">{t('batchCounts')}</Badge>
    </span>
  ) : (
    <span>
      <Badge tone="bad">{t('batchFailed')}</Badge> {language.value === 'zh' ? of.messageZh : of.messageEn}
    </span>
  );
