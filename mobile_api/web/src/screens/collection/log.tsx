// A contact in the log: what became of it; a refused one names its rules in words, an allowed call waits for its result.
import { useSignal } from '@preact/signals';
import { act, ask } from '../../api/graphql.ts';
import { Badge, Notice, type Tone } from '../../components/basics.tsx';
import { Button, Segments, TextField } from '../../components/controls.tsx';
import { Failure, fieldError } from '../../components/failure.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import { NoteCaseContact, ReadCaseContact, type ContactLine } from '../../generated/operations.ts';
import { language } from '../../i18n/core.ts';
import { ago } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { may } from '../../lib/viewer.ts';

const TONES: Record<string, Tone> = {
  REFUSED: 'bad',
  PLANNED: 'warn',
  SENT: 'ok',
  REACHED: 'ok',
  MISSED: 'plain',
  CANCELLED: 'plain',
};

/** The rules that refuse a contact, each with its name and why. */
export const Rules = ({ of }: { of: ContactLine }) => {
  const reasons = language.value === 'zh' ? of.reasonsZh : of.reasonsEn;
  return (
    <Notice tone="bad" live>
      <strong>{t(of.state === 'CANCELLED' ? 'collectionCancelled' : 'collectionRefused')}</strong>
      {of.codes.map((code, at) => (
        <p key={code}>
          {code} {reasons[at]}
        </p>
      ))}
      {of.state === 'REFUSED' && <p class="small">{t('collectionRefusedHint')}</p>}
    </Notice>
  );
};

export const ContactCard = ({ of, onChanged }: { of: ContactLine; onChanged: () => void }) => {
  const noting = useSignal(false);
  const words = useSignal<{ text: string; note: string; number: string } | null>(null);
  const action = useAction();
  const show = async (): Promise<void> => {
    words.value = (await ask(ReadCaseContact, { input: { contactId: of.id } })).readCaseContact;
  };
  const waits = of.state === 'PLANNED' && of.channel !== 'MESSAGE' && may('collection:work');
  return (
    <div class="card">
      <div class="row between">
        <strong>
          {label('ContactChannel', of.channel)} <span class="num muted">{of.toMasked}</span>
        </strong>
        <Badge tone={TONES[of.state] ?? 'plain'}>{label('CollectionContactState', of.state)}</Badge>
      </div>
      <p class="small muted">
        {ago(of.plannedAt)}
        {of.plannedBy && ` · ${of.plannedBy.name}`}
      </p>
      {of.codes.length > 0 && <Rules of={of} />}
      {words.value && (
        <>
          <p>{words.value.text}</p>
          {words.value.note !== '' && <p class="muted">{words.value.note}</p>}
        </>
      )}
      {action.error && <Failure error={action.error} />}
      <div class="row choices">
        {!words.value && may('collection:work') && (
          <Button kind="quiet" busy={action.busy} onClick={() => void action.run(show)}>
            {t('collectionShow')}
          </Button>
        )}
        {waits && (
          <Button kind="outline" onClick={() => (noting.value = true)}>
            {t('collectionNote')}
          </Button>
        )}
      </div>
      {noting.value && <NoteSheet of={of} onClose={() => (noting.value = false)} onChanged={onChanged} />}
    </div>
  );
};

/** The rules have allowed the call: the number is shown for it, and that it was shown is on record. */
const Dial = ({ of }: { of: ContactLine }) => {
  const number = useSignal('');
  const action = useAction();
  const show = async (): Promise<void> => {
    number.value = (await ask(ReadCaseContact, { input: { contactId: of.id } })).readCaseContact.number;
  };
  return (
    <>
      <Notice tone="ok">{t('collectionAllowed')}</Notice>
      {number.value === '' ? (
        <Button kind="outline" wide busy={action.busy} onClick={() => void action.run(show)}>
          {t('collectionNumber')}
        </Button>
      ) : (
        <a class="button outline wide num" href={`tel:${number.value}`}>
          {number.value}
        </a>
      )}
      {action.error && <Failure error={action.error} />}
    </>
  );
};

export const NoteSheet = (props: { of: ContactLine; onClose: () => void; onChanged: () => void }) => {
  const reached = useSignal('yes');
  const recorded = useSignal('yes');
  const noMore = useSignal(false);
  const note = useSignal('');
  const action = useAction();
  const call = props.of.channel === 'CALL';
  const send = async (): Promise<void> => {
    const input = {
      contactId: props.of.id,
      reached: reached.value === 'yes',
      recorded: !call || recorded.value === 'yes',
      refusedFurther: noMore.value,
      note: note.value.trim(),
    };
    await act(`note:${props.of.id}`, NoteCaseContact, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    toast(t('collectionNoted'));
    props.onClose();
    props.onChanged();
  };
  const told = fieldError(action.error, 'note');
  return (
    <Sheet title={t('collectionNote')} onClose={props.onClose}>
      {call && <Dial of={props.of} />}
      <Segments
        label={t('collectionNote')}
        value={reached.value}
        choices={[
          { value: 'yes', label: t('collectionReached') },
          { value: 'no', label: t('collectionMissed') },
        ]}
        onChange={(value) => (reached.value = value)}
      />
      {call && (
        <label class="check">
          <input
            type="checkbox"
            checked={recorded.value === 'yes'}
            onChange={(event) => (recorded.value = event.currentTarget.checked ? 'yes' : 'no')}
          />
          {t('collectionRecorded')}
        </label>
      )}
      <label class="check">
        <input
          type="checkbox"
          checked={noMore.value}
          onChange={(event) => (noMore.value = event.currentTarget.checked)}
        />
        {t('collectionNoMore')}
      </label>
      <TextField
        lines
        label={t('collectionSaid')}
        value={note.value}
        error={told}
        onInput={(value) => (note.value = value)}
      />
      {action.error && told === null && <Failure error={action.error} />}
      <Button kind="primary" wide busy={action.busy} onClick={() => void action.run(send)}>
        {t('collectionNote')}
      </Button>
    </Sheet>
  );
};
