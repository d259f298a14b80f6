// Words of a contact as they were read: what they say, which words say so, how sure; the text itself for a reason.
import { useSignal } from '@preact/signals';
import { ask } from '../../api/graphql.ts';
import { Badge, Notice } from '../../components/basics.tsx';
import { ClearSheet } from '../../components/clear.tsx';
import { Button } from '../../components/controls.tsx';
import { RevealUtterance, type UtteranceLine } from '../../generated/operations.ts';
import { ago, percent } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { may } from '../../lib/viewer.ts';
import { Marked } from './marked.tsx';

export const MASKED = '••••••';

export const Heard = ({ of }: { of: UtteranceLine[] }) => {
  const opened = useSignal<UtteranceLine | null>(null);
  const one = opened.value;
  return (
    <>
      <Notice>{t('heardOnly')}</Notice>
      <ul class="card flush list">
        {of.map((each) => (
          <li key={each.id} class="branch">
            <Line of={each} onOpen={() => (opened.value = each)} />
          </li>
        ))}
      </ul>
      {one && (
        <ClearSheet
          title={t('heardReveal')}
          reveal={async (reason) => (await ask(RevealUtterance, { input: { utteranceId: one.id, reason } })).revealUtterance}
          told={(clear) => [[t('heardText'), <Marked text={clear.text} spans={one.evidence} />]]}
          onClose={() => (opened.value = null)}
        />
      )}
    </>
  );
};

/** What the reader makes of it; of an agent's words only findings are told, elsewhere. */
const reading = (of: UtteranceLine): string => {
  if (of.speaker === 'AGENT') return t('heardAgent');
  const sure = of.sure === null ? '' : ` ${t('heardSure', { share: percent(of.sure, 0) })}`;
  return `${of.intent === null ? t('heardUnsure') : label('UtteranceIntent', of.intent)}${sure}`;
};

const Line = ({ of, onOpen }: { of: UtteranceLine; onOpen: () => void }) => {
  const beside = of.heard.map((code) => code.toUpperCase()).filter((code) => code !== of.intent);
  return (
    <>
      <div class="row between">
        <strong>{reading(of)}</strong>
        <span class="row">
          {beside.map((code) => (
            <Badge key={code} tone="warn">
              {label('UtteranceIntent', code)}
            </Badge>
          ))}
        </span>
      </div>
      {of.evidence.map((each) => (
        <p key={`${each.start}${each.intent}`} class="small">
          “{each.words}” → {label('UtteranceIntent', each.intent)}
          {each.hedged && ` (${t('heardHedged')})`}
        </p>
      ))}
      <p class="small muted">
        {label('UtteranceSpeaker', of.speaker)} · {label('UtteranceSource', of.source)} · {ago(of.recordedAt)} ·{' '}
        {t('heardReader', { edition: of.reader })}
      </p>
      <div class="row between">
        <span class="muted">
          {t('heardText')} {MASKED}
        </span>
        {may('collection:reveal') && (
          <Button kind="quiet" onClick={onOpen}>
            {t('heardReveal')}
          </Button>
        )}
      </div>
    </>
  );
};
