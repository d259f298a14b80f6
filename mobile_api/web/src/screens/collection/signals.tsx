// What was heard of a customer, each with its reasons; a collector may have words read. It decides on nobody's credit.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Item, Section } from '../../components/basics.tsx';
import { Button, TextField } from '../../components/controls.tsx';
import { Failure, fieldError } from '../../components/failure.tsx';
import { toast } from '../../components/overlays.tsx';
import { ReadUtterance } from '../../generated/operations.ts';
import { language } from '../../i18n/core.ts';
import { ago } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { may } from '../../lib/viewer.ts';
import type { Case } from './case.tsx';
import { Heard } from './heard.tsx';

export const Signals = ({ of, onRead }: { of: Case; onRead: () => void }) => {
  const text = useSignal('');
  const action = useAction();
  const reads = of.state !== 'CLOSED' && may('collection:work');
  if (of.signals.length + of.utterances.length === 0 && !reads) return null;
  const read = async (): Promise<void> => {
    const input = { caseId: of.id, text: text.value };
    await act(`read:${of.id}`, ReadUtterance, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    text.value = '';
    toast(t('collectionReadDone'));
    onRead();
  };
  return (
    <Section title={t('collectionSignals')}>
      {of.signals.length > 0 && (
        <ul class="card flush list">
          {of.signals.map((one) => (
            <li key={one.id}>
              <Item
                title={one.reasons.map((why) => (language.value === 'zh' ? why.zh : why.en)).join(' · ') || one.source}
                sub={`${one.source} · ${ago(one.recordedAt)}${
                  one.halts === null ? '' : ` · ${t('collectionHalted', { reason: label('PauseReason', one.halts) })}`
                }`}
              />
            </li>
          ))}
        </ul>
      )}
      {of.utterances.length > 0 && <Heard of={of.utterances} />}
      {reads && (
        <div class="card">
          <TextField
            lines
            label={t('collectionHeard')}
            value={text.value}
            error={fieldError(action.error, 'text')}
            onInput={(value) => (text.value = value)}
          />
          <Button busy={action.busy} disabled={text.value.trim() === ''} onClick={() => void action.run(read)}>
            {t('collectionRead')}
          </Button>
          {action.error && <Failure error={action.error} />}
        </div>
      )}
    </Section>
  );
};
