// One batch: released by a second person, then carried to the bank as a file.
import { act } from '../../api/graphql.ts';
import { download } from '../../api/files.ts';
import { Badge, type Tone } from '../../components/basics.tsx';
import { Button } from '../../components/controls.tsx';
import { Failure } from '../../components/failure.tsx';
import { toast } from '../../components/overlays.tsx';
import { CancelBatch, ReleaseBatch, type BatchesData } from '../../generated/operations.ts';
import { date, money } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { may, viewer } from '../../lib/viewer.ts';

type Batch = BatchesData['bankBatches']['nodes'][number];

const TONES: Record<string, Tone> = { MADE: 'warn', RELEASED: 'info', FILED: 'ok', CANCELLED: 'plain' };

export const BatchCard = ({ of, onChanged }: { of: Batch; onChanged: () => void }) => {
  const action = useAction();
  const own = of.madeBy?.id === viewer.value?.staff.id;

  const release = async (): Promise<void> => {
    await act(`release:${of.id}`, ReleaseBatch, (idempotencyKey) => ({
      input: { batchId: of.id, expectedVersion: of.version, idempotencyKey },
    }));
    toast(t('released'));
    onChanged();
  };
  const cancel = async (): Promise<void> => {
    await act(`cancel:${of.id}`, CancelBatch, (idempotencyKey) => ({ input: { batchId: of.id, idempotencyKey } }));
    toast(t('cancelled'));
    onChanged();
  };
  const fetchFile = async (): Promise<void> => {
    await download(`/api/bank-files/${encodeURIComponent(of.id)}`, of.fileName ?? of.number);
    onChanged();
  };

  return (
    <div class="card">
      <div class="row between">
        <strong>{label('BankFileKind', of.kind)}</strong>
        <Badge tone={TONES[of.state] ?? 'plain'}>{label('BankBatchState', of.state)}</Badge>
      </div>
      <div class="row between">
        <strong class="num big">{money(of.total)}</strong>
        <span class="muted">{t('batchOrders', { n: of.orderCount })}</span>
      </div>
      <p class="small muted">
        <span class="num">{of.number}</span> · {date(of.valueOn)} · {of.fundingAccount?.bankName}
        {of.madeBy && <> · {t('maker', { name: of.madeBy.name })}</>}
        {of.releasedBy && <> · {t('checker', { name: of.releasedBy.name })}</>}
      </p>
      {action.error && <Failure error={action.error} onLatest={onChanged} />}
      <div class="row choices">
        {of.state === 'MADE' && own && may('payment:batch') && (
          <Button kind="quiet" busy={action.busy} onClick={() => void action.run(cancel)}>
            {t('cancelBatch')}
          </Button>
        )}
        {of.state === 'MADE' && !own && may('payment:release') && (
          <Button kind="primary" busy={action.busy} onClick={() => void action.run(release)}>
            {t('release')}
          </Button>
        )}
        {of.state === 'RELEASED' && <span class="small muted">{t('fileComing')}</span>}
        {of.state === 'FILED' && may('payment:download') && (
          <Button kind="outline" busy={action.busy} onClick={() => void action.run(fetchFile)}>
            {t('downloadFile')}
          </Button>
        )}
      </div>
    </div>
  );
};
