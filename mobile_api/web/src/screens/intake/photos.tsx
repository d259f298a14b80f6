// Step 1: photograph the documents. The customer is begun with the first photo, so that it has an owner at once.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { upload } from '../../api/files.ts';
import { UnclearError } from '../../api/errors.ts';
import { Badge, Notice, Skeleton, type Tone } from '../../components/basics.tsx';
import { Camera, type FrameShape } from '../../components/camera.tsx';
import { Button, Segments } from '../../components/controls.tsx';
import { Failure, failureText, ReadFailure } from '../../components/failure.tsx';
import { Screen } from '../../components/frame.tsx';
import { Icon } from '../../components/icons.tsx';
import { toast } from '../../components/overlays.tsx';
import {
  BeginProspect,
  CustomerDocuments,
  type CustomerKind,
  type DocumentKind,
  type DocumentParts,
} from '../../generated/operations.ts';
import { label, t } from '../../i18n/staff.ts';
import type { StaffKey } from '../../i18n/tables/staff-zh.ts';
import { useAction } from '../../lib/action.ts';
import { usePoll } from '../../lib/poll.ts';
import { useQuery } from '../../lib/query.ts';
import { isReading, useReadings } from '../../lib/reading.ts';
import { navigate } from '../../lib/router.ts';
import { Steps } from './steps.tsx';

interface Slot {
  kind: DocumentKind;
  shape: FrameShape;
  needed: boolean;
}

const SLOTS: Record<CustomerKind, Slot[]> = {
  PERSON: [
    { kind: 'ID_FRONT', shape: 'shape-card front', needed: true },
    { kind: 'ID_BACK', shape: 'shape-card back', needed: false },
  ],
  COMPANY: [
    { kind: 'BUSINESS_LICENCE', shape: 'shape-page', needed: true },
    { kind: 'ID_FRONT', shape: 'shape-card front', needed: false },
  ],
};

const POLL_MS = 1500;
const POLL_BESIDE_SOCKET_MS = 8000;

/** Read, or to be typed in by hand: either way there is something to confirm. */
const isOpen = (document: DocumentParts | null): boolean =>
  document?.state === 'READ' || document?.state === 'FAILED';

const newest = (documents: DocumentParts[], kind: DocumentKind): DocumentParts | null =>
  documents
    .filter((document) => document.kind === kind)
    .reduce<DocumentParts | null>((last, one) => (last && last.receivedAt > one.receivedAt ? last : one), null);

export const PhotosScreen = ({ customerId }: { customerId: string | null }) => {
  const { data, error, reload } = useQuery(CustomerDocuments, customerId === null ? null : { id: customerId });
  const chosen = useSignal<CustomerKind | null>(null);
  const shooting = useSignal<Slot | null>(null);
  const sending = useSignal<DocumentKind | null>(null);
  const unsent = useSignal<{ slot: Slot; picture: Blob } | null>(null);
  const action = useAction();
  const documents = data?.customer?.documents ?? [];
  const live = useReadings(documents, reload);
  const slow = usePoll(documents.some(isReading), reload, live ? POLL_BESIDE_SOCKET_MS : POLL_MS);
  const hasLicence = documents.some((document) => document.kind === 'BUSINESS_LICENCE');
  const kind = chosen.value ?? (hasLicence ? 'COMPANY' : 'PERSON');
  const slots = SLOTS[kind];

  const store = (slot: Slot, picture: Blob): Promise<boolean> => {
    sending.value = slot.kind;
    unsent.value = { slot, picture };
    return action
      .run(async () => {
        let owner = customerId;
        if (owner === null) {
          const begun = await act('begin-prospect', BeginProspect, (idempotencyKey) => ({
            input: { idempotencyKey },
          }));
          owner = begun.beginProspect.customer.id;
        }
        await upload(owner, slot.kind, picture);
        unsent.value = null;
        if (customerId === null) navigate(`/new/${encodeURIComponent(owner)}`, { replace: true });
        else await reload();
      })
      .finally(() => {
        sending.value = null;
      });
  };

  const main = newest(documents, slots[0]!.kind);
  const ready = isOpen(main) || main?.state === 'CONFIRMED';
  const go = (): void => {
    const open = slots.map((slot) => newest(documents, slot.kind)).find(isOpen);
    const base = `/new/${encodeURIComponent(customerId ?? '')}`;
    navigate(open ? `${base}/check/${encodeURIComponent(open.id)}` : `${base}/register`);
  };

  return (
    <Screen
      title={t('stepDocument')}
      parent="/new"
      actions={
        <Button kind="primary" wide disabled={!ready} onClick={go}>
          {t('next')}
        </Button>
      }
    >
      <Steps at={1} />
      <Segments
        label={t('kind')}
        value={kind}
        choices={[
          { value: 'PERSON', label: label('CustomerKind', 'PERSON') },
          { value: 'COMPANY', label: label('CustomerKind', 'COMPANY') },
        ]}
        onChange={(value) => (chosen.value = value as CustomerKind)}
      />
      {error && <ReadFailure error={error} onRetry={() => void reload()} />}
      {customerId !== null && !data && !error && <Skeleton heights={[150, 150]} />}
      {(customerId === null || data) &&
        slots.map((slot) => (
          <PhotoSlot
            key={slot.kind}
            slot={slot}
            document={newest(documents, slot.kind)}
            sending={sending.value === slot.kind}
            onShoot={() => (shooting.value = slot)}
          />
        ))}
      {action.error && unsent.value && (
        <UploadFailure error={action.error} onRetry={() => void store(unsent.value!.slot, unsent.value!.picture)} />
      )}
      {slow && <Notice>{t('photoReadingLong')}</Notice>}
      {shooting.value && (
        <Camera
          title={label('DocumentKind', shooting.value.kind)}
          shape={shooting.value.shape}
          onClose={() => (shooting.value = null)}
          onPicture={(picture) => {
            const slot = shooting.value!;
            shooting.value = null;
            void store(slot, picture).then(
              (sent) => !sent && action.error && toast(failureText(action.error), 'bad'),
            );
          }}
        />
      )}
    </Screen>
  );
};

const UploadFailure = ({ error, onRetry }: { error: Error; onRetry: () => void }) =>
  error instanceof UnclearError ? (
    <Notice tone="warn" live>
      {t('photoUnclear')}{' '}
      <button type="button" onClick={onRetry}>
        {t('retry')}
      </button>
    </Notice>
  ) : (
    <Failure error={error} />
  );

const STATES: Record<string, { words: StaffKey; tone: Tone }> = {
  RECEIVED: { words: 'photoReading', tone: 'info' },
  READING: { words: 'photoReading', tone: 'info' },
  READ: { words: 'photoReady', tone: 'warn' },
  CONFIRMED: { words: 'photoConfirmed', tone: 'ok' },
  FAILED: { words: 'photoFailed', tone: 'bad' },
};

interface PhotoSlotProps {
  slot: Slot;
  document: DocumentParts | null;
  sending: boolean;
  onShoot: () => void;
}

const PhotoSlot = ({ slot, document, sending, onShoot }: PhotoSlotProps) => {
  const state = document ? STATES[document.state] : undefined;
  const busy = sending || (document !== null && isReading(document));
  return (
    <button type="button" class={`slot ${document ? 'filled' : ''}`} onClick={onShoot} disabled={sending}>
      <span class="lead">
        {busy ? <span class="spinner" aria-hidden="true" /> : <Icon name="camera" size={26} />}
      </span>
      <span class="main">
        <span class="title">{label('DocumentKind', slot.kind)}</span>
        <span class="sub" role="status">
          {sending ? t('photoSending') : state ? '' : slot.needed ? t('photoTake') : t('photoOptional')}
          {!sending && state && <Badge tone={state.tone}>{t(state.words)}</Badge>}
        </span>
      </span>
      {document && !busy && document.state !== 'CONFIRMED' && <span class="again">{t('shotAgain')}</span>}
    </button>
  );
};
