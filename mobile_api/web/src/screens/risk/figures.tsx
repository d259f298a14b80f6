// The lender's own figures, each from a day on and with where it comes from; nothing is ever overwritten.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Empty, Item, Skeleton } from '../../components/basics.tsx';
import { Button, TextField } from '../../components/controls.tsx';
import { Failure, fieldError, ReadFailure } from '../../components/failure.tsx';
import { Screen } from '../../components/frame.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import { Figures, SetLenderFigure } from '../../generated/ids/risk.ts';
import { date, parseAmount, today } from '../../i18n/format.ts';
import { t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { useQuery } from '../../lib/query.ts';
import { figureName, figureValue } from './figurewords.ts';

export const FiguresScreen = () => {
  const { data, error, reload } = useQuery(Figures, {});
  const adding = useSignal(false);
  return (
    <Screen
      title={t('figuresTitle')}
      parent="/risk"
      actions={
        <Button kind="primary" wide onClick={() => (adding.value = true)}>
          {t('figureAdd')}
        </Button>
      }
    >
      <p class="muted">{t('figuresText')}</p>
      {error && <ReadFailure error={error} onRetry={() => void reload()} />}
      {!data && !error && <Skeleton heights={[72, 72]} />}
      {data?.lenderFigures.length === 0 && <Empty icon="document" title={t('figuresNone')} />}
      {data && data.lenderFigures.length > 0 && (
        <ul class="card flush list">
          {data.lenderFigures.map((one) => (
            <li key={one.id}>
              <Item
                title={figureName(one.code)}
                sub={`${t('stateFrom', { date: date(one.effectiveFrom) })} · ${one.note} · ${one.setBy.name}`}
                end={<strong class="num">{figureValue(one.code, one.amount)}</strong>}
              />
            </li>
          ))}
        </ul>
      )}
      {adding.value && <AddSheet reload={reload} onClose={() => (adding.value = false)} />}
    </Screen>
  );
};

const AddSheet = ({ reload, onClose }: { reload: () => Promise<void>; onClose: () => void }) => {
  const code = useSignal('median_income_');
  const amount = useSignal('');
  const from = useSignal(today());
  const note = useSignal('');
  const action = useAction();
  const exact = parseAmount(amount.value);
  const add = async (): Promise<void> => {
    const input = { code: code.value.trim(), amount: exact!, effectiveFrom: from.value, note: note.value.trim() };
    await act('set-figure', SetLenderFigure, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    toast(t('figureSet'));
    onClose();
    await reload();
  };
  const told = ['code', 'note'].map((name) => fieldError(action.error, name));
  return (
    <Sheet title={t('figureAdd')} onClose={onClose}>
      <TextField
        label={t('figureCode')}
        hint={t('figureCodeHint')}
        value={code.value}
        error={told[0]}
        onInput={(value) => (code.value = value)}
      />
      <TextField
        label={t('figureAmount')}
        unit="¥"
        value={amount.value}
        attributes={{ inputMode: 'decimal' }}
        onInput={(value) => (amount.value = value)}
      />
      <TextField label={t('effectiveFrom')} type="date" value={from.value} onInput={(value) => (from.value = value)} />
      <TextField
        label={t('figureNote')}
        hint={t('figureNoteHint')}
        required
        value={note.value}
        error={told[1]}
        onInput={(value) => (note.value = value)}
      />
      {action.error && !told.some(Boolean) && <Failure error={action.error} />}
      <Button
        kind="primary"
        wide
        busy={action.busy}
        disabled={exact === null || note.value.trim() === ''}
        onClick={() => void action.run(add)}
      >
        {t('figureAdd')}
      </Button>
    </Sheet>
  );
};
