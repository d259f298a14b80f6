// Planning a contact: the rules are asked first. Refused, the rules are shown in words and nothing goes out.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Button, Segments, TextField } from '../../components/controls.tsx';
import { Failure, fieldError } from '../../components/failure.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import { PlanCaseContact, type ContactLine } from '../../generated/operations.ts';
import { language } from '../../i18n/core.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import type { Case, Outlook } from './case.tsx';
import { NoteSheet, Rules } from './log.tsx';

const OWN = '';
const CHANNELS = ['CALL', 'MESSAGE', 'VISIT'] as const;
type Channel = (typeof CHANNELS)[number];

interface Props {
  of: Case;
  outlook: Outlook;
  onClose: () => void;
  onChanged: () => void;
}

export const ContactSheet = ({ of, outlook, onClose, onChanged }: Props) => {
  const advised = CHANNELS.find((each) => each === outlook.channel) ?? 'CALL';
  const channel = useSignal<Channel>(advised);
  const wordsOf = (which: Channel) => outlook.words.filter((each) => each.channel === which);
  const script = useSignal(wordsOf(advised)[0]?.code ?? OWN);
  const text = useSignal('');
  const made = useSignal<ContactLine | null>(null);
  const action = useAction();
  const chosen = outlook.words.find((each) => each.code === script.value);
  const plan = async (): Promise<void> => {
    const said = script.value === OWN ? { text: text.value.trim() } : { script: script.value };
    const input = { caseId: of.id, channel: channel.value, ...said };
    const answer = await act(`contact:${of.id}`, PlanCaseContact, (idempotencyKey) => ({
      input: { ...input, idempotencyKey },
    }));
    const { contact } = answer.planCaseContact;
    made.value = contact;
    onChanged();
    if (contact.state === 'PLANNED' && contact.channel === 'MESSAGE') {
      toast(t('collectionSent'));
      onClose();
    }
  };
  const pick = (value: string): void => {
    channel.value = value as Channel;
    script.value = wordsOf(channel.value)[0]?.code ?? OWN;
    made.value = null;
  };
  if (made.value?.state === 'PLANNED' && made.value.channel !== 'MESSAGE')
    return <NoteSheet of={made.value} onClose={onClose} onChanged={onChanged} />;
  const told = fieldError(action.error, 'text');
  return (
    <Sheet title={t('collectionContact')} onClose={onClose}>
      <p class="small muted">{t('collectionAskHint')}</p>
      <Segments
        label={t('collectionContact')}
        value={channel.value}
        choices={CHANNELS.map((value) => ({ value, label: label('ContactChannel', value) }))}
        onChange={pick}
      />
      <Segments
        label={t('collectionWords')}
        value={script.value}
        choices={[
          ...wordsOf(channel.value).map((each) => ({
            value: each.code,
            label: language.value === 'zh' ? each.nameZh : each.nameEn,
          })),
          { value: OWN, label: t('collectionOwnWords') },
        ]}
        onChange={(value) => (script.value = value)}
      />
      {chosen ? (
        <p class="card">{chosen.text}</p>
      ) : (
        <TextField
          lines
          required
          label={t('collectionWords')}
          value={text.value}
          error={told}
          onInput={(value) => (text.value = value)}
        />
      )}
      {made.value && made.value.codes.length > 0 && <Rules of={made.value} />}
      {action.error && told === null && <Failure error={action.error} onLatest={onChanged} />}
      <Button
        kind="primary"
        wide
        busy={action.busy}
        disabled={script.value === OWN && text.value.trim() === ''}
        onClick={() => void action.run(plan)}
      >
        {t('collectionAskLaw')}
      </Button>
    </Sheet>
  );
};
