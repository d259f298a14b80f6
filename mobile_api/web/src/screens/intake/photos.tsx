// Step 1: photograph the documents. The customer is begun with the first photo, so that it has an owner at once.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { UnclearError } from '../../api/errors.ts';
import { Badge, Notice, Skeleton, type Tone } from '../../components/basics.tsx';
import { Camera, type FrameShape } from '../../components/camera.tsx';
import { Button, Segments } from '../../components/controls.tsx';
import { Failure, failureText, ReadFailure } from '../../components/failure.tsx';
import { Screen } from '../../components/frame.tsx';
import { Icon } from '../../components/icons.tsx';
import { toast } from '../../components/overlays.tsx';
import {
  CustomerDocuments,
  type CustomerKind,
  type DocumentKind,
  type DocumentParts,
} from '../../generated/operations.ts';
import { language } from '../../i18n/core.ts';
import { label, t } from '../../i18n/staff.ts';
import type { StaffKey } from '../../i18n/tables/staff-zh.ts';
import { useAction } from '../../lib/action.ts';
import { dropErrand, followErrands } from '../../lib/errands.ts';
import { usePhotos, type Waiting } from '../../lib/photos.ts';
import { usePoll } from '../../lib/poll.ts';
import { useQuery } from '../../lib/query.ts';
import { isReading, useReadings } from '../../lib/reading.ts';
import { navigate } from '../../lib/router.ts';
import { HereScreen } from './here.tsx';
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

const HERE = /^here(?:-(.+))?$/;

/** The photographs of a customer, or of one who is begun with them; "here" is the form for where no network is. */
export const PhotosScreen = ({ customerId }: { customerId: string | null }) => {
  const here = HERE.exec(customerId ?? '');
  return here ? <HereScreen errandKey={here[1] ?? null} /> : <PhotoSlots customerId={customerId} />;
};

const PhotoSlots = ({ customerId }: { customerId: string | null }) => {
  const { data, error, reload } = useQuery(CustomerDocuments, customerId === null ? null : { id: customerId });
  const chosen = useSignal<CustomerKind | null>(null);
  const shooting = useSignal<Slot | null>(null);
  const unsent = useSignal<{ slot: Slot; picture: Blob } | null>(null);
  const photos = usePhotos(customerId);
  const action = useAction();
  const documents = data?.customer?.documents ?? [];
  const live = useReadings(documents, reload);
  const slow = usePoll(documents.some(isReading), reload, live ? POLL_BESIDE_SOCKET_MS : POLL_MS);
  const hasLicence = documents.some((document) => document.kind === 'BUSINESS_LICENCE');
  const kind = chosen.value ?? (hasLicence ? 'COMPANY' : 'PERSON');
  const slots = SLOTS[kind];

  useEffect(followErrands, []);
  useEffect(() => {
    // not while the camera is open: it would go with the page
    if (customerId === null && photos.customer !== null && shooting.value === null)
      navigate(`/new/${encodeURIComponent(photos.customer)}`, { replace: true });
  }, [photos.customer, shooting.value]);
  useEffect(() => {
    if (photos.sent > 0) void reload();
  }, [photos.sent]);

  const store = async (slot: Slot, picture: Blob): Promise<void> => {
    unsent.value = { slot, picture };
    const kept = await action.run(() => photos.take(slot.kind, picture));
    if (kept) unsent.value = null;
    if (kept && customerId !== null) await reload();
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
            waiting={photos.waiting.find((one) => one.kind === slot.kind) ?? null}
            onShoot={() => (shooting.value = slot)}
          />
        ))}
      {action.error && unsent.value && (
        <UploadFailure error={action.error} onRetry={() => void store(unsent.value!.slot, unsent.value!.picture)} />
      )}
      {customerId === null && (
        <a class="button quiet" href="/new/here">
          {t('hereGo')}
        </a>
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
            void store(slot, picture).then(() => action.error && toast(failureText(action.error), 'bad'));
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
  waiting: Waiting | null;
  onShoot: () => void;
}

/** What is known of a photograph that the server does not have yet. */
const toldOf = ({ errand, share }: Waiting): string =>
  errand.state === 'sending' && share > 0
    ? t('photoShare', { n: Math.round(share * 100) })
    : label('OutboxState', errand.state);

const PhotoSlot = ({ slot, document, waiting, onShoot }: PhotoSlotProps) => {
  const state = document ? STATES[document.state] : undefined;
  const refused = waiting?.errand.state === 'refused' ? waiting.errand : null;
  const sending = waiting !== null && refused === null;
  const busy = sending || (document !== null && isReading(document));
  const shoot = (): void => {
    if (refused) void dropErrand(refused.key);
    onShoot();
  };
  return (
    <button type="button" class={`slot ${document ? 'filled' : ''}`} onClick={shoot} disabled={sending}>
      <span class="lead">
        {busy ? <span class="spinner" aria-hidden="true" /> : <Icon name="camera" size={26} />}
      </span>
      <span class="main">
        <span class="title">{label('DocumentKind', slot.kind)}</span>
        <span class="sub" role="status">
          {waiting ? (
            <Badge tone={refused ? 'bad' : 'info'}>{toldOf(waiting)}</Badge>
          ) : state ? (
            <Badge tone={state.tone}>{t(state.words)}</Badge>
          ) : (
            t(slot.needed ? 'photoTake' : 'photoOptional')
          )}
          {refused?.word?.[language.value]}
        </span>
      </span>
      {((document && !busy && document.state !== 'CONFIRMED') || refused) && (
        <span class="again">{t('shotAgain')}</span>
      )}
    </button>
  );
};
