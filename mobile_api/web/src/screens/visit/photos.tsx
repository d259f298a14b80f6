// Photos of the place: taken now they carry the phone's time and position, chosen ones what their file says.
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { upload, usePicture } from '../../api/files.ts';
import { Badge, Section } from '../../components/basics.tsx';
import { Failure } from '../../components/failure.tsx';
import { Icon } from '../../components/icons.tsx';
import { time } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { arrived, drafts, errands, sendErrand } from '../../lib/errands.ts';
import { takenOf } from '../../lib/exif.ts';
import { uploadStep } from '../../lib/photos.ts';
import { whereAmI } from '../../lib/place.ts';
import { shrinkFile } from '../../lib/shrink.ts';
import { decoded, findPhoto, keepPhoto } from '../../store/photos.ts';
import { isPending, type PhotoDraft } from './model.ts';

const MOST = 24;
const KIND = 'OTHER';
/** A file does not say how sure its place is: as sure as phones usually are under the sky. */
const FILE_ACCURACY_M = 50;

interface PhotosProps {
  customerId: string;
  photos: PhotoDraft[];
  /** Told how the photos change: sending one takes a while, and others may come and go meanwhile. */
  onChange: (change: (photos: PhotoDraft[]) => PhotoDraft[]) => void;
}

const takenNow = async (): Promise<Pick<PhotoDraft, 'source' | 'takenAt' | 'position'>> => {
  const takenAt = new Date().toISOString();
  return { source: 'PHONE', takenAt, position: await whereAmI() };
};

const takenBefore = async (file: File): Promise<Pick<PhotoDraft, 'source' | 'takenAt' | 'position'>> => {
  const told = await takenOf(file);
  const takenAt = told.at?.toISOString() ?? null;
  const { latitude, longitude } = told;
  const position =
    latitude !== null && longitude !== null && takenAt !== null
      ? { latitude, longitude, accuracyM: FILE_ACCURACY_M, at: takenAt }
      : null;
  return { source: takenAt === null ? 'NONE' : 'FILE', takenAt, position };
};

/** On its way to the server; answers its id, or its place where it is kept on the phone first. */
const sent = async (customerId: string, picture: Blob): Promise<string> => {
  const own = drafts.peek();
  const photo = own && (await keepPhoto(own, KIND, picture).catch(() => null));
  if (!photo) return upload(customerId, KIND, picture);
  const { key } = photo;
  const told = { customer: customerId };
  await sendErrand({ kind: 'photo', who: '', amount: '', steps: [uploadStep(key, KIND)], told });
  return `@${key}`;
};

/** The same picture twice is one document: it is shown once. */
const settled = (photos: PhotoDraft[]): PhotoDraft[] =>
  photos.filter((photo, at) => photos.findIndex((one) => one.documentId === photo.documentId) === at);

/** Gives photographs that have arrived their ids; one that is on this phone no more is dropped. */
const useArrivals = (photos: PhotoDraft[], onChange: PhotosProps['onChange']): void => {
  const places = photos.filter(isPending).map(({ documentId }) => documentId);
  useEffect(() => {
    const own = drafts.peek();
    if (!own) return;
    for (const place of places)
      void findPhoto(own, place.slice(1)).then((photo) => {
        if (photo && photo.documentId === null) return;
        const named = (one: PhotoDraft): PhotoDraft =>
          one.documentId === place ? { ...one, documentId: photo?.documentId ?? '' } : one;
        onChange((now) => settled(now.map(named).filter((one) => one.documentId !== '')));
      });
  }, [places.join(' '), errands.value]);
};

export const Photos = ({ customerId, photos, onChange }: PhotosProps) => {
  const shots = useRef<string[]>([]);
  useEffect(() => () => shots.current.forEach((shot) => URL.revokeObjectURL(shot)), []);
  useArrivals(photos, onChange);
  const action = useAction();
  const waiting = useSignal(0);
  const add = (file: File, isNew: boolean): void => {
    waiting.value += 1;
    void action
      .run(async () => {
        const [when, picture] = await Promise.all([isNew ? takenNow() : takenBefore(file), shrinkFile(file)]);
        const documentId = await sent(customerId, picture);
        const caption = t('visitPhotoNumber', { n: photos.length + 1 });
        const shot = URL.createObjectURL(picture);
        shots.current.push(shot);
        onChange((now) => settled([...now, { documentId, pictureUrl: null, shot, caption, ...when }]));
      })
      .finally(() => (waiting.value -= 1));
  };
  return (
    <Section title={t('visitPhotos')} aside={t('count', { n: photos.length })}>
      <div class="stack">
        {photos.length > 0 && (
          <ul class="visit-photos">
            {photos.map((photo) => (
              <li key={photo.documentId}>
                <Photo of={photo} />
                <button
                  type="button"
                  class="icon-button"
                  aria-label={t('visitDropPhoto', { caption: photo.caption })}
                  onClick={() => onChange((now) => now.filter((one) => one.documentId !== photo.documentId))}
                >
                  <Icon name="close" />
                </button>
              </li>
            ))}
          </ul>
        )}
        {waiting.value > 0 && (
          <p class="muted" role="status">
            {t('visitPhotoComing')}
          </p>
        )}
        {action.error && <Failure error={action.error} />}
        {photos.length < MOST && (
          <div class="row">
            <Taking label={t('visitShoot')} capture busy={action.busy} onFile={(file) => add(file, true)} />
            <Taking
              label={t('gallery')}
              capture={false}
              busy={action.busy}
              onFile={(file) => add(file, false)}
            />
          </div>
        )}
      </div>
    </Section>
  );
};

/** The picture as it lies on the phone, for one that was taken before this page was opened. */
const useOwn = (of: PhotoDraft): string | null => {
  const shown = useSignal<string | null>(null);
  const wanted = isPending(of) && of.shot === null ? of.documentId.slice(1) : null;
  useEffect(() => {
    let url: string | null = null;
    const own = drafts.peek();
    if (wanted !== null && own)
      void findPhoto(own, wanted).then((photo) => {
        if (!photo?.data) return;
        url = URL.createObjectURL(new Blob([decoded(photo.data)], { type: 'image/jpeg' }));
        shown.value = url;
      });
    return () => void (url && URL.revokeObjectURL(url));
  }, [wanted]);
  return shown.value;
};

const Photo = ({ of }: { of: PhotoDraft }) => {
  const picture = usePicture(of.pictureUrl);
  const own = useOwn(of);
  const shown = of.shot ?? own ?? picture.url;
  const share = Math.round((arrived.value[of.documentId.slice(1)] ?? 0) * 100);
  return (
    <figure>
      {shown ? <img src={shown} alt={of.caption} /> : <div class="skeleton" />}
      <figcaption>
        {of.caption}
        {isPending(of) && (
          <Badge tone="info">{share > 0 ? t('photoShare', { n: share }) : label('OutboxState', 'stored')}</Badge>
        )}
        <span class="muted num">
          {of.takenAt === null ? t('visitPhotoSilent') : time(of.takenAt)} · {label('PhotoSource', of.source)}
        </span>
      </figcaption>
    </figure>
  );
};

const Taking = (props: { label: string; capture: boolean; busy: boolean; onFile: (file: File) => void }) => (
  <span class={`button pick over ${props.capture ? 'primary' : ''}`}>
    <Icon name={props.capture ? 'camera' : 'picture'} size={20} />
    {props.label}
    <input
      type="file"
      accept="image/*"
      {...(props.capture ? { capture: 'environment' } : {})}
      aria-label={props.label}
      disabled={props.busy}
      onChange={(event) => {
        const file = event.currentTarget.files?.[0];
        event.currentTarget.value = '';
        if (file) props.onFile(file);
      }}
    />
  </span>
);
