// Photographs on their way: taken with or without a network, each sent after the one before, none lost.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { upload } from '../api/files.ts';
import { act } from '../api/graphql.ts';
import { BeginProspect } from '../generated/operations.ts';
import { isUnderway, step, type Errand, type Step } from '../store/errands.ts';
import { keepPhoto } from '../store/photos.ts';
import { arrived, drafts, errands, sendErrand } from './errands.ts';

export interface Waiting {
  errand: Errand;
  /** The photograph's key; its kind; how much of it has arrived, as a share. */
  photo: string;
  kind: string;
  share: number;
}

export const uploadStep = (photo: string, kind: string): Step =>
  step('upload', { customerId: '@customer', photo, kind });

/** The photographs of an errand that are not documents yet. */
const waitingIn = (errand: Errand): Waiting[] =>
  errand.steps.slice(errand.done).flatMap(({ does, input }) => {
    if (does !== 'upload') return [];
    const photo = input['photo'] as string;
    return [{ errand, photo, kind: input['kind'] as string, share: arrived.value[photo] ?? 0 }];
  });

/** Whom an errand is for: told of itself, or of the errand that it follows; null before he was begun. */
const customerOf = ({ steps, told }: Errand): string | null => {
  const own = told['customer'] as string | undefined;
  if (own !== undefined || steps[0]?.does !== 'follow') return own ?? null;
  const leader = errands.value.find(({ key }) => key === steps[0]!.input['errand']);
  return leader ? customerOf(leader) : null;
};

/** Photo errands of a customer; for nobody yet, those that have not begun one. */
const concerning = (customerId: string | null): Errand[] =>
  errands.value.filter((errand) => errand.kind === 'photo' && customerOf(errand) === customerId);

const begun = async (): Promise<string> => {
  const told = await act('begin-prospect', BeginProspect, (idempotencyKey) => ({ input: { idempotencyKey } }));
  return told.beginProspect.customer.id;
};

export interface Photos {
  waiting: Waiting[];
  /** The customer that was begun with the first photograph taken here. */
  customer: string | null;
  /** How many have arrived since this page looks: each is a reason to read anew. */
  sent: number;
  take: (kind: string, picture: Blob) => Promise<void>;
}

/** What was photographed for a customer (null: one who is begun with it). */
export const usePhotos = (customerId: string | null): Photos => {
  const first = useSignal<string | null>(null);
  const owner = useSignal<string | null>(null);
  const keys = useSignal<string[]>([]);
  const mine = concerning(customerId);
  const open = mine.filter((errand) => errand.state !== 'done');
  useEffect(() => {
    keys.value = [...new Set([...keys.peek(), ...open.map((errand) => errand.key)])];
    if (customerId === null && first.peek() === null) first.value = open.find(isUnderway)?.key ?? null;
  }, [open.map((errand) => errand.key).join(' ')]);
  const leader = first.value === null ? null : errands.value.find((errand) => errand.key === first.value);
  const take = async (kind: string, picture: Blob): Promise<void> => {
    const own = drafts.value;
    const photo = own && (await keepPhoto(own, kind, picture).catch(() => null));
    if (!photo) {
      // this phone keeps nothing, or is full: it is sent at once, and whole
      owner.value ??= customerId ?? (await begun());
      await upload(owner.value, kind, picture);
      return;
    }
    const lead = errands.peek().find((errand) => errand.key === first.peek());
    const customer = customerId ?? (lead ? customerOf(lead) : null);
    const before: Step[] = customer !== null ? [] : [lead ? step('follow', { errand: lead.key }) : step('begin')];
    const told = customer === null ? {} : { customer };
    const steps = [...before, uploadStep(photo.key, kind)];
    const errand = await sendErrand({ kind: 'photo', who: '', amount: '', steps, told });
    if (customerId === null) first.value ??= errand?.key ?? null;
  };
  return {
    waiting: open.flatMap(waitingIn),
    customer: owner.value ?? ((leader?.told['customer'] as string | undefined) ?? null),
    sent: errands.value.filter((errand) => errand.state === 'done' && keys.value.includes(errand.key)).length,
    take,
  };
};
