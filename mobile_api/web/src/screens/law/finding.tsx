// One finding: what it is about, and what the desk does with it, by four eyes where it is let stand.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Notice, Pairs } from '../../components/basics.tsx';
import { Button, TextField } from '../../components/controls.tsx';
import { Failure, fieldError } from '../../components/failure.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import { DecideWaiver, MendLawFinding, ProposeWaiver, type FindingCard } from '../../generated/operations.ts';
import { language } from '../../i18n/core.ts';
import { date, today } from '../../i18n/format.ts';
import { t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { may, viewer } from '../../lib/viewer.ts';

interface Props {
  of: FindingCard;
  onClose: () => void;
  onChanged: () => void;
}

const Waiver = ({ of }: { of: NonNullable<FindingCard['waiver']> }) =>
  of.agreedBy ? (
    <Notice tone="ok">{t('lawWaiverStands', { until: date(of.until), name: of.agreedBy.name })}</Notice>
  ) : (
    <Notice tone="warn">
      {t('lawWaiverWaits', { until: date(of.until), name: of.proposedBy?.name ?? '' })}: {of.reason}
    </Notice>
  );

const titleOf = (of: FindingCard): string =>
  `${of.ruleCode} ${(language.value === 'zh' ? of.rule?.nameZh : of.rule?.nameEn) ?? ''}`;

export const FindingSheet = (props: Props) => (
  <Sheet title={titleOf(props.of)} onClose={props.onClose}>
    <FindingBody {...props} />
  </Sheet>
);

/** What it is about and what can be done with it, for a sheet or beside the list. */
export const FindingBody = ({ of, onClose, onChanged }: Props) => {
  const zh = language.value === 'zh';
  const note = useSignal('');
  const until = useSignal('');
  const waiving = useSignal(false);
  const action = useAction();
  const said = (): string => note.value.trim();
  const seen = { findingId: of.id, expectedVersion: of.version };

  const finish = async (work: () => Promise<void>, told: string): Promise<void> => {
    if (!(await action.run(work))) return;
    toast(told);
    onClose();
    onChanged();
  };
  const mend = async (): Promise<void> => {
    const input = { ...seen, note: said() };
    await act(`mend:${of.id}`, MendLawFinding, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
  };
  const propose = async (): Promise<void> => {
    const input = { ...seen, reason: said(), until: until.value };
    await act(`waive:${of.id}`, ProposeWaiver, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
  };
  const decide = (agree: boolean) => async (): Promise<void> => {
    const input = { ...seen, agree, note: said() };
    await act(`decide:${of.id}`, DecideWaiver, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
  };
  const waits = of.state === 'OPEN' && of.waiver !== null;
  const own = of.waiver?.proposedBy?.id === viewer.value?.staff.id;
  const deciding = waits && !own && may('compliance:waive');
  const living = of.state !== 'MENDED';
  const told = fieldError(action.error, 'note') ?? fieldError(action.error, 'reason');

  return (
    <>
      <p>{zh ? of.reasonZh : of.reasonEn}</p>
      <Pairs
        of={[
          [t('lawBasis'), of.rule?.source ?? ''],
          [t('lawFoundOn'), date(of.foundOn)],
          [t('lawDue'), <span class={of.late ? 'tone-bad' : ''}>{date(of.dueOn)}</span>],
          of.owner !== null && [t('lawOwner'), of.owner.name],
          of.note !== null && [t('lawNote'), of.note],
          of.loan !== null && [
            t('tabLoans'),
            <a href={`/loans/${encodeURIComponent(of.loan.id)}`}>{of.loan.number}</a>,
          ],
          of.customer !== null && [
            t('tabCustomers'),
            <a href={`/customers/${encodeURIComponent(of.customer.id)}`}>{of.customer.nameMasked}</a>,
          ],
        ]}
      />
      {of.waiver && <Waiver of={of.waiver} />}
      {waits && own && <p class="muted small">{t('lawOwnProposal')}</p>}
      {living && (may('compliance:mend') || deciding) && (
        <TextField
          lines
          label={t(waiving.value ? 'lawWaiverReason' : 'lawNote')}
          value={note.value}
          error={told}
          onInput={(value) => (note.value = value)}
        />
      )}
      {waiving.value && (
        <TextField
          type="date"
          required
          label={t('lawWaiverUntil')}
          value={until.value}
          error={fieldError(action.error, 'until')}
          onInput={(value) => (until.value = value)}
          attributes={{ min: today() }}
        />
      )}
      {action.error && told === null && <Failure error={action.error} onLatest={onChanged} />}
      {deciding && (
        <div class="row choices">
          <Button kind="outline" busy={action.busy} onClick={() => void finish(decide(false), t('lawDecided'))}>
            {t('lawRefuse')}
          </Button>
          <Button kind="primary" busy={action.busy} onClick={() => void finish(decide(true), t('lawDecided'))}>
            {t('lawAgree')}
          </Button>
        </div>
      )}
      {living && !waits && may('compliance:mend') && !waiving.value && (
        <Button kind="primary" wide busy={action.busy} onClick={() => void finish(mend, t('lawMended'))}>
          {t('lawMend')}
        </Button>
      )}
      {of.state === 'OPEN' && !waits && may('compliance:waive') && (
        <Button
          kind={waiving.value ? 'primary' : 'outline'}
          wide
          busy={action.busy}
          onClick={() => (waiving.value ? void finish(propose, t('lawWaiverAsked')) : (waiving.value = true))}
        >
          {t('lawWaive')}
        </Button>
      )}
    </>
  );
};
