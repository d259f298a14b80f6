// Dossiers for an inspector: ordered here, drawn in the background, fetched when they are ready.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { download } from '../../api/files.ts';
import { act } from '../../api/graphql.ts';
import { Badge, Empty, type Tone } from '../../components/basics.tsx';
import { Button, Segments, TextField } from '../../components/controls.tsx';
import { Failure } from '../../components/failure.tsx';
import { List } from '../../components/list.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import { Dossiers, OrderDossier, type DossiersData } from '../../generated/operations.ts';
import { ago, date } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { usePages } from '../../lib/pages.ts';
import { viewer } from '../../lib/viewer.ts';
import { Desk } from './frame.tsx';

type Dossier = DossiersData['dossiers']['nodes'][number];

const LOOK_AGAIN_MS = 3000;
const TONES: Record<string, Tone> = { ORDERED: 'info', READY: 'ok', FAILED: 'bad' };

export const DossiersScreen = () => {
  const paged = usePages(Dossiers, {}, (data) => data.dossiers);
  const ordering = useSignal(false);
  const waits = paged.rows?.some((one) => one.state === 'ORDERED') ?? false;
  const { reload } = paged;
  useEffect(() => {
    if (!waits) return undefined;
    const timer = setInterval(() => void reload(), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [waits, reload]);
  return (
    <Desk
      part="/law/dossiers"
      actions={
        <Button kind="primary" wide onClick={() => (ordering.value = true)}>
          {t('dossierNew')}
        </Button>
      }
    >
      <List
        cards
        skeleton={96}
        paged={paged}
        row={(one) => <DossierCard of={one} />}
        empty={<Empty icon="document" title={t('dossierNone')} />}
      />
      {ordering.value && <OrderSheet onClose={() => (ordering.value = false)} onDone={() => void reload()} />}
    </Desk>
  );
};

const nameOf = (of: Dossier): string =>
  of.loanNumber !== null
    ? t('dossierOf', { number: of.loanNumber })
    : t('dossierSpan', { first: of.firstOn ?? '', last: of.lastOn ?? '' });

const DossierCard = ({ of }: { of: Dossier }) => {
  const action = useAction();
  const { url } = of;
  return (
    <div class="card">
      <div class="row between">
        <strong>{nameOf(of)}</strong>
        <Badge tone={TONES[of.state] ?? 'plain'}>{label('DossierState', of.state)}</Badge>
      </div>
      <p class="small muted">
        {of.orderedBy.name} · {ago(of.orderedAt)}
        {of.files !== null && <> · {t('dossierFiles', { n: of.files, day: date(of.expiresOn) })}</>}
        {of.code !== null && <> · {of.code}</>}
      </p>
      {action.error && <Failure error={action.error} />}
      {url !== null && of.orderedBy.id === viewer.value?.staff.id && (
        <Button
          kind="outline"
          wide
          busy={action.busy}
          onClick={() => void action.run(() => download(url, `dossier_${of.loanNumber ?? of.firstOn ?? ''}.zip`))}
        >
          {t('dossierFetch')}
        </Button>
      )}
    </div>
  );
};

const OrderSheet = ({ onClose, onDone }: { onClose: () => void; onDone: () => void }) => {
  const kind = useSignal('loan');
  const number = useSignal('');
  const first = useSignal('');
  const last = useSignal('');
  const action = useAction();
  const loan = kind.value === 'loan';
  const ready = loan ? number.value.trim() !== '' : first.value !== '' && last.value !== '';
  const order = async (): Promise<void> => {
    const input = loan ? { loanNumber: number.value.trim() } : { firstOn: first.value, lastOn: last.value };
    await act('dossier', OrderDossier, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
  };
  const send = async (): Promise<void> => {
    if (!(await action.run(order))) return;
    toast(t('dossierOrdered'));
    onClose();
    onDone();
  };
  return (
    <Sheet title={t('dossierNew')} onClose={onClose}>
      <p class="muted">{t('dossierText')}</p>
      <Segments
        label={t('dossierNew')}
        value={kind.value}
        choices={[
          { value: 'loan', label: t('dossierLoan') },
          { value: 'span', label: `${t('dossierFirst')} – ${t('dossierLast')}` },
        ]}
        onChange={(value) => (kind.value = value)}
      />
      {loan ? (
        <TextField
          label={t('dossierLoan')}
          value={number.value}
          onInput={(value) => (number.value = value)}
          attributes={{ inputMode: 'numeric', maxLength: 40 }}
        />
      ) : (
        <>
          <TextField type="date" label={t('dossierFirst')} value={first.value} onInput={(value) => (first.value = value)} />
          <TextField type="date" label={t('dossierLast')} value={last.value} onInput={(value) => (last.value = value)} />
        </>
      )}
      {action.error && <Failure error={action.error} />}
      <Button kind="primary" wide busy={action.busy} disabled={!ready} onClick={() => void send()}>
        {t('dossierNew')}
      </Button>
    </Sheet>
  );
};
