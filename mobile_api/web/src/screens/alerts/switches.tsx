// Every indicator with how often it was right, and the switch beside it.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Badge, Empty, Meter, Skeleton } from '../../components/basics.tsx';
import { Button, Segments, TextField } from '../../components/controls.tsx';
import { Failure, ReadFailure, fieldError } from '../../components/failure.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import { IndicatorSwitches, TurnIndicator } from '../../generated/ids/alerts.ts';
import type { IndicatorSwitchesData } from '../../generated/operations.ts';
import { language } from '../../i18n/core.ts';
import { moneyCompact, percent } from '../../i18n/format.ts';
import { t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { useQuery } from '../../lib/query.ts';
import { may } from '../../lib/viewer.ts';
import { Alerts } from './frame.tsx';

type Switch = IndicatorSwitchesData['indicatorSwitches'][number];

const NOISY = 0.5;
const WORDS = { on: 'switchesOn', judged: 'switchesJudged', all: 'switchesAll' } as const;
const KEPT: Record<string, (one: Switch) => boolean> = {
  on: (one) => one.on,
  judged: (one) => one.precision !== null,
  all: () => true,
};

const nameOf = (one: Switch): string => (language.value === 'zh' ? one.nameZh : one.nameEn);
const found = (one: Switch, text: string): boolean =>
  `${one.code} ${one.nameZh} ${one.nameEn}`.toLowerCase().includes(text.trim().toLowerCase());
const ranked = (one: Switch): number => (one.precision === null ? 2 : Number(one.precision));

export const SwitchesScreen = () => {
  const { data, error, reload } = useQuery(IndicatorSwitches, {});
  const part = useSignal('on');
  const text = useSignal('');
  const turning = useSignal<Switch | null>(null);
  const rows = (data?.indicatorSwitches ?? [])
    .filter((one) => (KEPT[part.value] ?? KEPT['all']!)(one) && found(one, text.value))
    .sort((left, right) => ranked(left) - ranked(right));
  return (
    <Alerts part="/alerts/switches">
      <p class="small muted">{t('switchesText')}</p>
      <Segments
        label={t('alertsSwitches')}
        value={part.value}
        choices={Object.entries(WORDS).map(([value, word]) => ({ value, label: t(word) }))}
        onChange={(value) => (part.value = value)}
      />
      <TextField
        type="search"
        label={t('switchesFind')}
        value={text.value}
        onInput={(value) => (text.value = value)}
      />
      {error && !data && <ReadFailure error={error} onRetry={() => void reload()} />}
      {!data && !error && <Skeleton heights={[96, 96, 96, 96]} />}
      {data && rows.length === 0 && <Empty icon="search" title={t('switchNever')} />}
      <ul class="stack">
        {rows.map((one) => (
          <li key={one.code}>
            <SwitchCard of={one} onTurn={() => (turning.value = one)} />
          </li>
        ))}
      </ul>
      {turning.value && (
        <TurnSheet of={turning.value} onClose={() => (turning.value = null)} onDone={() => void reload()} />
      )}
    </Alerts>
  );
};

const SwitchCard = ({ of, onTurn }: { of: Switch; onTurn: () => void }) => {
  const share = of.precision === null ? null : Number(of.precision);
  const reason = language.value === 'zh' ? of.reasonZh : of.reasonEn;
  return (
    <div class="card stack">
      <div class="row between">
        <strong>
          {of.code} {nameOf(of)}
        </strong>
        <Badge tone={of.on ? 'ok' : 'plain'}>{t(of.on ? 'switchesOn' : 'switchTurnOff')}</Badge>
      </div>
      {reason !== null && <p class="small">{reason}</p>}
      {share !== null && (
        <>
          <div class="row between">
            <span>{t('switchPrecision')}</span>
            <strong class="num">{percent(of.precision ?? '', 1)}</strong>
          </div>
          <Meter share={share} tone={share < NOISY ? 'bad' : 'plain'} label={t('switchPrecision')} />
        </>
      )}
      <div class="row between">
        <span class="small muted">
          {share === null && of.unclear === 0
            ? t('switchNever')
            : t('switchCounts', { right: of.right, wrong: of.wrong, unclear: of.unclear })}
          {of.standing > 0 && (
            <>
              <br />
              {t('switchStanding', { n: of.standing, money: moneyCompact(of.moneyAtRisk) })}
            </>
          )}
          {!of.measured && (
            <>
              <br />
              {t('switchUnmeasured')}
            </>
          )}
        </span>
        {may('alert:switch') && (
          <Button kind="outline" onClick={onTurn}>
            {t(of.on ? 'switchTurnOff' : 'switchTurnOn')}
          </Button>
        )}
      </div>
    </div>
  );
};

const TurnSheet = ({ of, onClose, onDone }: { of: Switch; onClose: () => void; onDone: () => void }) => {
  const reason = useSignal('');
  const action = useAction();
  const send = async (): Promise<void> => {
    const input = { code: of.code, on: !of.on, reason: reason.value.trim() };
    const work = async (): Promise<void> => {
      await act(`turn:${of.code}`, TurnIndicator, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    };
    if (!(await action.run(work))) return;
    toast(t('switchTurned'));
    onClose();
    onDone();
  };
  const told = fieldError(action.error, 'reason');
  return (
    <Sheet title={`${of.code} ${nameOf(of)}`} onClose={onClose}>
      <TextField
        lines
        required
        label={t('switchReason')}
        value={reason.value}
        error={told}
        onInput={(value) => (reason.value = value)}
      />
      {action.error && told === null && <Failure error={action.error} />}
      <Button kind="primary" wide busy={action.busy} disabled={reason.value.trim().length < 2} onClick={() => void send()}>
        {t(of.on ? 'switchTurnOff' : 'switchTurnOn')}
      </Button>
    </Sheet>
  );
};
