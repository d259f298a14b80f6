// One till: what was in it, what came and went, and the next step to its close.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Badge, Pairs, type Tone } from '../../components/basics.tsx';
import { Button } from '../../components/controls.tsx';
import { Failure } from '../../components/failure.tsx';
import { toast } from '../../components/overlays.tsx';
import { CloseTill, ConfirmDeposit, type CounterData } from '../../generated/operations.ts';
import { addAmounts, date, money, subtractAmounts } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { may, viewer } from '../../lib/viewer.ts';
import { BankSheet } from './bank.tsx';
import { CountSheet } from './count.tsx';

type Till = CounterData['tills']['nodes'][number];
type Deposit = Till['deposits'][number];

const TONES: Record<string, Tone> = { OPEN: 'ok', COUNTED: 'warn', CLOSED: 'plain' };
const differs = (amount: string | null): amount is string => amount !== null && amount !== '0.00';

export const TillCard = ({ of, onChanged }: { of: Till; onChanged: () => void }) => {
  const action = useAction();
  const sheet = useSignal<'count' | 'bank' | null>(null);
  const close = async (): Promise<void> => {
    await act(`till-close:${of.id}`, CloseTill, (idempotencyKey) => ({ input: { tillId: of.id, idempotencyKey } }));
    toast(t('tillClosed'));
    onChanged();
  };
  return (
    <div class="card">
      <div class="row between">
        <strong>{of.branch.name}</strong>
        <Badge tone={TONES[of.state] ?? 'plain'}>{label('TillState', of.state)}</Badge>
      </div>
      <p class="small muted">
        {date(of.businessDate)}
        {of.openedBy && <> · {t('openedBy', { name: of.openedBy.name })}</>}
      </p>
      <Pairs
        of={[
          [t('tillOpening'), money(of.opening)],
          differs(of.openingDifference) && [t('tillOpeningDiffers'), money(of.openingDifference)],
          [t('tillTaken'), money(of.taken)],
          [t('tillBanked'), money(of.banked)],
          of.state === 'OPEN' && [t('tillExpected'), <strong class="num">{money(expectedIn(of))}</strong>],
          of.counted !== null && [t('tillCounted'), money(of.counted)],
          differs(of.difference) && [t('tillDiffers'), money(of.difference)],
          of.differenceReason !== null && [t('tillReason'), of.differenceReason],
        ]}
      />
      {of.deposits.map((one) => (
        <DepositLine key={one.id} of={one} onChanged={onChanged} />
      ))}
      {action.error && <Failure error={action.error} onLatest={onChanged} />}
      <div class="row choices">
        {of.state === 'OPEN' && may('till:keep') && (
          <>
            <Button kind="quiet" onClick={() => (sheet.value = 'bank')}>
              {t('cashBank')}
            </Button>
            <Button kind="outline" onClick={() => (sheet.value = 'count')}>
              {t('tillCount')}
            </Button>
          </>
        )}
        {of.state === 'COUNTED' && may('cash:confirm') && (
          <Button kind="primary" busy={action.busy} onClick={() => void action.run(close)}>
            {t('tillClose')}
          </Button>
        )}
        {of.state === 'COUNTED' && !may('cash:confirm') && <span class="small muted">{t('secondPerson')}</span>}
      </div>
      {sheet.value === 'count' && (
        <CountSheet tillId={of.id} expected={expectedIn(of)} onClose={() => (sheet.value = null)} onDone={onChanged} />
      )}
      {sheet.value === 'bank' && (
        <BankSheet tillId={of.id} expected={expectedIn(of)} onClose={() => (sheet.value = null)} onDone={onChanged} />
      )}
    </div>
  );
};

/** What must lie in it: the opening, and what came, less what went. */
const expectedIn = (of: Till): string => subtractAmounts(addAmounts(of.opening, of.taken), of.banked);

const DepositLine = ({ of, onChanged }: { of: Deposit; onChanged: () => void }) => {
  const action = useAction();
  const own = of.depositedBy?.id === viewer.value?.staff.id;
  const confirm = async (): Promise<void> => {
    await act(`deposit:${of.id}`, ConfirmDeposit, (idempotencyKey) => ({ input: { depositId: of.id, idempotencyKey } }));
    toast(t('depositConfirmed'));
    onChanged();
  };
  return (
    <>
      <div class="row between">
        <span class="small">
          {t('depositOf', { reference: of.reference })} · {of.fundingAccount?.bankName}
        </span>
        <span class="num">{money(of.amount)}</span>
      </div>
      {action.error && <Failure error={action.error} onLatest={onChanged} />}
      {of.state === 'RECORDED' && !own && may('cash:confirm') && (
        <Button kind="outline" busy={action.busy} onClick={() => void action.run(confirm)}>
          {t('depositConfirm')}
        </Button>
      )}
      {of.state === 'RECORDED' && (own || !may('cash:confirm')) && <span class="small muted">{t('secondPerson')}</span>}
    </>
  );
};
