// One break: what bank and books say, and how it ends.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Badge } from '../../components/basics.tsx';
import { Button, SelectField, TextField } from '../../components/controls.tsx';
import { Failure, fieldError } from '../../components/failure.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import { AgreeToBreak, ConfirmRepayment, RefuseBreak, ResolveBreak, type BreaksData } from '../../generated/operations.ts';
import { date, money } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { may, viewer } from '../../lib/viewer.ts';
import { resolutionsOf } from './business.ts';

type Break = BreaksData['statementBreaks']['nodes'][number];

export const BreakCard = ({ of, onChanged }: { of: Break; onChanged: () => void }) => {
  const action = useAction();
  const explaining = useSignal<'resolve' | 'refuse' | null>(null);
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
            {of.line.partyMasked !== '' && ` · ${of.line.partyMasked} ${of.line.partyLast4}`} ·{' '}
            <span class="num">{of.line.reference}</span>
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
      {of.note !== null && (
        <p class="small">
          {of.state === 'PROPOSED' && <>{t('resolveBOOKED')} · </>}
          {of.note}
          {of.proposedBy && <span class="muted"> · {t('maker', { name: of.proposedBy.name })}</span>}
        </p>
      )}
      {action.error && <Failure error={action.error} onLatest={onChanged} />}
      <div class="row choices">
        {of.state === 'OPEN' && may('break:resolve') && (
          <Button kind="quiet" onClick={() => (explaining.value = 'resolve')}>
            {t('acceptBreak')}
          </Button>
        )}
        {of.state === 'OPEN' && of.kind === 'UNBOOKED_REPAYMENT' && of.loan && may('loan:repay') && (
          <Button kind="primary" busy={action.busy} onClick={() => void action.run(confirm)}>
            {t('confirmRepayment')}
          </Button>
        )}
        {of.state === 'PROPOSED' && !own && may('break:agree') && (
          <>
            <Button kind="quiet" onClick={() => (explaining.value = 'refuse')}>
              {t('sendBack')}
            </Button>
            <Button kind="primary" busy={action.busy} onClick={() => void action.run(agree)}>
              {t('agree')}
            </Button>
          </>
        )}
      </div>
      {explaining.value && (
        <ExplainSheet
          of={of}
          back={explaining.value === 'refuse'}
          onClose={() => (explaining.value = null)}
          onDone={onChanged}
        />
      )}
    </div>
  );
};

interface ExplainProps {
  of: Break;
  back: boolean;
  onClose: () => void;
  onDone: () => void;
}

const ExplainSheet = ({ of, back, onClose, onDone }: ExplainProps) => {
  const choices = resolutionsOf(of.kind);
  const note = useSignal('');
  const chosen = useSignal(choices[0]!);
  const action = useAction();
  const resolve = async (): Promise<void> => {
    const done = await act(`resolve:${of.id}`, ResolveBreak, (idempotencyKey) => ({
      input: {
        breakId: of.id,
        resolution: chosen.value,
        note: note.value.trim(),
        expectedVersion: of.version,
        idempotencyKey,
      },
    }));
    toast(t(done.resolveBreak.break.state === 'PROPOSED' ? 'breakProposed' : 'agreed'));
    onDone();
    onClose();
  };
  const refuse = async (): Promise<void> => {
    await act(`refuse:${of.id}`, RefuseBreak, (idempotencyKey) => ({
      input: { breakId: of.id, note: note.value.trim(), expectedVersion: of.version, idempotencyKey },
    }));
    toast(t('sentBack'));
    onDone();
    onClose();
  };
  const error = fieldError(action.error, 'note');
  return (
    <Sheet title={label('BreakKind', of.kind)} onClose={onClose}>
      {!back && (
        <SelectField
          label={t('howResolved')}
          hint={chosen.value === 'BOOKED' ? t('bookedHint') : undefined}
          value={chosen.value}
          onChange={(value) => (chosen.value = value as typeof chosen.value)}
          choices={choices.map((value) => ({ value, label: t(`resolve${value}`) }))}
        />
      )}
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
        onClick={() => void action.run(back ? refuse : resolve)}
      >
        {t(back ? 'sendBack' : 'submitResolution')}
      </Button>
    </Sheet>
  );
};
