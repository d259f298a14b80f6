// What was begun on this phone and is being sent: where each thing stands, and what can be done about it.
import { Badge, Notice, type Tone } from './basics.tsx';
import { Button } from './controls.tsx';
import { language } from '../i18n/core.ts';
import { money, time } from '../i18n/format.ts';
import { label, t } from '../i18n/staff.ts';
import { dropErrand, errands, tryAgain } from '../lib/errands.ts';
import { navigate } from '../lib/router.ts';
import type { Errand, Kind } from '../store/errands.ts';
import type { State } from '../store/outbox.ts';

/** How a state of the outbox looks. */
export const STATE_TONES: Record<State, Tone> = {
  held: 'plain',
  stored: 'info',
  sending: 'info',
  done: 'ok',
  conflict: 'warn',
  refused: 'bad',
};
const NAMES: Record<Kind, 'errandPhoto' | 'errandApplication' | 'errandVisit'> = {
  photo: 'errandPhoto',
  application: 'errandApplication',
  visit: 'errandVisit',
};

/** The document that the next step is about, where it waits for a look at one. */
const paperOf = ({ steps, done, told }: Errand): string | null => {
  const next = steps[done];
  const place = next?.does === 'confirm' ? (next.input['documentId'] as string).slice(1) : '';
  return (told[place] as string | undefined) ?? null;
};

const Told = ({ of }: { of: Errand }) => {
  const paper = paperOf(of);
  const customer = of.told['customer'] as string | undefined;
  const application = of.told['application'] as string | undefined;
  const stands = of.state === 'conflict' || of.state === 'refused';
  const visitOf = of.told['visitOf'] as string | undefined;
  const visit = visitOf && `/applications/${encodeURIComponent(visitOf)}/visit`;
  const mend = of.form !== null ? `/new/here-${of.key}` : visit;
  const check = `/new/${encodeURIComponent(customer ?? '')}/check/${encodeURIComponent(paper ?? '')}`;
  return (
    <>
      <div class="row between">
        <span class="who">{of.who || t(NAMES[of.kind])}</span>
        <Badge tone={STATE_TONES[of.state]}>{label('OutboxState', of.state)}</Badge>
      </div>
      <p class="muted small">
        {t(NAMES[of.kind])}
        {of.amount && ` · ${money(of.amount)}`} · {time(new Date(of.at).toISOString())} ·{' '}
        {t('errandSteps', { done: of.done, of: of.steps.length })}
      </p>
      {stands && of.word && (
        <Notice tone={of.state === 'conflict' ? 'warn' : 'bad'}>{of.word[language.value] || of.word.code}</Notice>
      )}
      {stands && paper && (
        <Button kind="primary" onClick={() => navigate(check)}>
          {t('errandLook')}
        </Button>
      )}
      {stands && mend && <Button onClick={() => navigate(mend)}>{t('errandMend')}</Button>}
      {stands && <Button onClick={() => void tryAgain(of)}>{t('errandAgain')}</Button>}
      {stands && <Button onClick={() => void dropErrand(of.key)}>{t('errandDrop')}</Button>}
      {application && <a href={`/applications/${encodeURIComponent(application)}`}>{t('errandOpen')}</a>}
    </>
  );
};

/** The newest first; photographs on their way are shown where they were taken. */
export const ErrandList = () => {
  const shown = errands.value.filter(({ kind, state }) => kind !== 'photo' || state !== 'done').reverse();
  return shown.length === 0 ? null : (
    <ul class="stack">
      {shown.map((errand) => (
        <li key={errand.key} class="card stack">
          <Told of={errand} />
        </li>
      ))}
    </ul>
  );
};
