// One finding on an agent's words: the whole text for a reason, and whether the words were against the rule.
import { useSignal } from '@preact/signals';
import { act, ask } from '../../api/graphql.ts';
import { Item, Pairs } from '../../components/basics.tsx';
import { ClearSheet } from '../../components/clear.tsx';
import { Button, TextField } from '../../components/controls.tsx';
import { Failure, fieldError } from '../../components/failure.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import { RevealSpeechFinding, SettleSpeechFinding } from '../../generated/operations.ts';
import { language } from '../../i18n/core.ts';
import { time } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { may, viewer } from '../../lib/viewer.ts';
import { MASKED } from './heard.tsx';
import { Marked } from './marked.tsx';
import type { Finding } from './speech.tsx';

export const SpeechSheet = (props: { of: Finding; onClose: () => void; onChanged: () => void }) => {
  const { of } = props;
  const reading = useSignal(false);
  if (reading.value)
    return (
      <ClearSheet
        title={t('heardReveal')}
        reveal={async (reason) =>
          (await ask(RevealSpeechFinding, { input: { findingId: of.id, reason } })).revealSpeechFinding
        }
        told={(clear) => [[t('heardText'), <Marked text={clear.text} spans={[of]} />]]}
        onClose={() => (reading.value = false)}
      />
    );
  return (
    <Sheet title={`${of.rule} ${label('SpeechFault', of.kind)}`} onClose={props.onClose}>
      <p>{language.value === 'zh' ? of.reasonZh : of.reasonEn}</p>
      <Pairs
        of={[
          [t('speechAgent'), of.agent?.name ?? ''],
          [t('speechWhere'), `${label('UtteranceSource', of.source)} · ${time(of.foundAt)}`],
          [t('speechGravity'), of.attempted ? t('speechAttempted') : label('SpeechSeverity', of.severity)],
          [t('heardText'), MASKED],
          of.settledAt !== null && [label('SpeechFindingState', of.state), of.settledNote],
          of.settledAt !== null && [t('speechBy'), `${of.settledBy?.name ?? ''} · ${time(of.settledAt)}`],
        ]}
      />
      {of.case && (
        <Item href={`/collection/${encodeURIComponent(of.case.id)}`} title={of.customer?.nameMasked ?? t('speechCase')} />
      )}
      {may('collection:reveal') && (
        <Button kind="outline" wide onClick={() => (reading.value = true)}>
          {t('heardReveal')}
        </Button>
      )}
      {of.state === 'OPEN' && <Settling {...props} />}
    </Sheet>
  );
};

const Settling = ({ of, onClose, onChanged }: { of: Finding; onClose: () => void; onChanged: () => void }) => {
  const note = useSignal('');
  const action = useAction();
  if (of.agent?.id === viewer.value?.staff.id) return <p class="muted small">{t('speechOwn')}</p>;
  const settle = (upheld: boolean) => async (): Promise<void> => {
    const input = { findingId: of.id, upheld, note: note.value.trim() };
    const work = async (): Promise<void> => {
      await act(`speech:${of.id}`, SettleSpeechFinding, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    };
    if (!(await action.run(work))) return;
    toast(t('speechDone'));
    onClose();
    onChanged();
  };
  const told = fieldError(action.error, 'note');
  const silent = note.value.trim() === '';
  return (
    <>
      <TextField
        lines
        required
        label={t('speechWhy')}
        value={note.value}
        error={told}
        onInput={(value) => (note.value = value)}
      />
      {action.error && told === null && <Failure error={action.error} />}
      <div class="row choices">
        <Button kind="outline" busy={action.busy} disabled={silent} onClick={() => void settle(false)()}>
          {t('speechDismiss')}
        </Button>
        <Button kind="primary" busy={action.busy} disabled={silent} onClick={() => void settle(true)()}>
          {t('speechUphold')}
        </Button>
      </div>
    </>
  );
};
