// One break: what bank and books say, and how it ends.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Badge } from '../../components/basics.tsx';
import { Button, TextField } from '../../components/controls.tsx';
import { Failure, fieldError } from '../../components/failure.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import { AgreeToBreak, ConfirmRepayment, ResolveBreak, type BreaksData } from '../../generated/operations.ts';
import { date, money } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { may, viewer } from '../../lib/viewer.ts';

type Break = BreaksData['statementBreaks']['nodes'][number];

export const BreakCard = ({ of, onChanged }: { of: Break; onChanged: () => void }) => {
  const action = useAction();
  const explaining = useSignal(false);
  const own = of.proposedBy?.id === viewer.value?.staff.id;

  const confirm = async (): Promise<void> => {
    await act(`repaid:${of.id}`, ConfirmRepayment, (idempotencyKey) => ({ input: { breakId: of.id, idempotencyKey } }));
    toast(t('repaymentConfirmed'));
    onChanged();
  };
  const agree = async (): Promise<void> => {
    await act(`agree:${of.id}`, AgreeToBreak, (idempotencyKey) => ({
      input: { breakId: of.id, expectedVersion: of.version, idempotencyKey },
    }));
    toast(t('agreed'));
    onChanged();
  };

  return (
    <div class="card">
      <div class="row between">
        <strong>{label('BreakKind', of.kind)}</strong>
        <Badge tone={of.state === 'PROPOSED' ? 'info' : 'warn'}>{label('BreakState', of.state)}</Badge>
      </div>
      <div class="row between">
        <span class="num strong">{of.amount !== null && t('breakBank', { amount: money(of.amount) })}</span>
        <span class="num">{of.expected !== null && t('breakBooks', { amount: money(of.expected) })}</span>
      </div>
      <p class="small muted">
        {date(of.noticedOn)}
        {of.line && (
          <>
            {' '}
            · {of.line.partyMasked} {of.line.partyLast4} · <span class="num">{of.line.reference}</span>
          </>
        )}
        {of.loan && (
          <>
            {' · '}
            <a href={`/loans/${encodeURIComponent(of.loan.id)}`} class="num">
              {of.loan.number}
            </a>
          </>
        )}
      </p>
      {of.note !== null && <p class="small">{of.note}</p>}
      {action.error && <Failure error={action.error} onLatest={onChanged} />}
      <div class="row end">
        {of.state === 'OPEN' && may('break:resolve') && (
          <Button kind="quiet" onClick={() => (explaining.value = true)}>
            {t('acceptBreak')}
          </Button>
        )}
        {of.state === 'OPEN' && of.kind === 'UNBOOKED_REPAYMENT' && of.loan && may('loan:repay') && (
          <Button kind="primary" busy={action.busy} onClick={() => void action.run(confirm)}>
            {t('confirmRepayment')}
          </Button>
        )}
        {of.state === 'PROPOSED' && !own && may('break:agree') && (
          <Button kind="primary" busy={action.busy} onClick={() => void action.run(agree)}>
            {t('agree')}
          </Button>
        )}
      </div>
      {explaining.value && <ExplainSheet of={of} onClose={() => (explaining.value = false)} onDone={onChanged} />}
    </div>
  );
};

const ExplainSheet = ({ of, onClose, onDone }: { of: Break; onClose: () => void; onDone: () => void }) => {
  const note = useSignal('');
  const action = useAction();
  const resolve = async (): Promise<void> => {
    const done = await act(`resolve:${of.id}`, ResolveBreak, (idempotencyKey) => ({
      input: {
        breakId: of.id,
        resolution: 'ACCEPTED' as const,
        note: note.value.trim(),
        expectedVersion: of.version,
        idempotencyKey,
      },
    }));
    toast(t(done.resolveBreak.break.state === 'PROPOSED' ? 'breakProposed' : 'agreed'));
    onDone();
    onClose();
  };
  const error = fieldError(action.error, 'note');
  return (
    <Sheet title={label('BreakKind', of.kind)} onClose={onClose}>
      <TextField
        label={t('breakNote')}
        lines
        required
        value={note.value}
        onInput={(value) => (note.value = value)}
        error={error}
      />
      {action.error && !error && <Failure error={action.error} onLatest={onDone} />}
      <Button
        kind="primary"
        wide
        busy={action.busy}
        disabled={note.value.trim() === ''}
        onClick={() => void action.run(resolve)}
      >
        {t('acceptBreak')}
      </Button>
    </Sheet>
  );
};
