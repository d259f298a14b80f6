// Texts of papers: what borrowers sign, in versions; a new one is proposed by one person and published by another.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Badge, Section, Skeleton } from '../../components/basics.tsx';
import { Button, SelectField, TextField } from '../../components/controls.tsx';
import { Failure, fieldError, ReadFailure } from '../../components/failure.tsx';
import { Screen } from '../../components/frame.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import { ProposeTemplate, PublishTemplate, Templates, WithdrawTemplate } from '../../generated/ids/risk.ts';
import type { TemplatesData } from '../../generated/operations.ts';
import { date, dayOf, today } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { useQuery } from '../../lib/query.ts';
import { may } from '../../lib/viewer.ts';
import { Publish } from './publish.tsx';

type Template = TemplatesData['paperTemplates'][number];
type Proposal = TemplatesData['templateProposals'][number];

const KINDS: Template['kind'][] = ['LOAN_CONTRACT', 'COST_DISCLOSURE', 'SECURITY_TERMS'];

export const TemplatesScreen = () => {
  const { data, error, reload } = useQuery(Templates, {});
  const proposing = useSignal(false);
  const waiting = data?.templateProposals.filter((one) => one.state === 'PROPOSED') ?? [];
  return (
    <Screen
      title={t('templatesTitle')}
      parent="/risk"
      actions={
        may('template:propose') && (
          <Button kind="primary" wide disabled={!data} onClick={() => (proposing.value = true)}>
            {t('templatePropose')}
          </Button>
        )
      }
    >
      {error && <ReadFailure error={error} onRetry={() => void reload()} />}
      {!data && !error && <Skeleton heights={[120, 120]} />}
      {waiting.length > 0 && (
        <Section title={t('templatesWaiting')}>
          <ul class="stack">
            {waiting.map((one) => (
              <li key={one.id}>
                <Waiting of={one} reload={reload} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {data && (
        <Section title={t('templatesHeld')}>
          <ul class="stack">
            {data.paperTemplates.map((one) => (
              <li key={one.id} class="card stack">
                <div class="row between">
                  <strong>
                    {label('TemplateKind', one.kind)} · {t('editionNumber', { n: one.number })}
                  </strong>
                  <Badge tone={one.effectiveUntil === null ? 'ok' : 'plain'}>
                    {one.effectiveUntil === null
                      ? t('stateFrom', { date: date(one.effectiveFrom) })
                      : t('stateUntil', { date: date(one.effectiveUntil) })}
                  </Badge>
                </div>
                <Text of={one} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {proposing.value && data && (
        <ProposeSheet held={data.paperTemplates} reload={reload} onClose={() => (proposing.value = false)} />
      )}
    </Screen>
  );
};

const Text = ({ of }: { of: Pick<Template, 'title' | 'texts' | 'readingSeconds'> }) => (
  <details class="ruled">
    <summary>
      {of.title} · {t('clauses', { n: of.texts.length })}
      {of.readingSeconds > 0 && ` · ${t('readingFor', { n: of.readingSeconds })}`}
    </summary>
    <ol class="clauses">
      {of.texts.map((text, at) => (
        <li key={at}>{text}</li>
      ))}
    </ol>
  </details>
);

const Waiting = ({ of, reload }: { of: Proposal; reload: () => Promise<void> }) => {
  const action = useAction();
  const publish = async (): Promise<void> => {
    await act(`publish:${of.id}`, PublishTemplate, (idempotencyKey) => ({
      input: { proposalId: of.id, idempotencyKey },
    }));
    await reload();
  };
  const withdraw = async (): Promise<void> => {
    await act(`withdraw:${of.id}`, WithdrawTemplate, (idempotencyKey) => ({
      input: { proposalId: of.id, idempotencyKey },
    }));
    await reload();
  };
  return (
    <div class="card stack">
      <div class="row between">
        <strong>{label('TemplateKind', of.kind)}</strong>
        <Badge tone="warn">{t('stateFrom', { date: date(of.effectiveFrom) })}</Badge>
      </div>
      <p>{of.note}</p>
      <p class="small muted">{t('proposedBy', { name: of.proposedBy.name, day: dayOf(of.proposedAt) })}</p>
      <Text of={of} />
      <Publish proposedBy={of.proposedBy} operation="template:publish" publish={publish}>
        <p>{t('templatePublishText', { date: date(of.effectiveFrom) })}</p>
      </Publish>
      {action.error && <Failure error={action.error} />}
      {may('template:propose') && (
        <Button kind="quiet" busy={action.busy} onClick={() => void action.run(withdraw)}>
          {t('takeBack')}
        </Button>
      )}
    </div>
  );
};

const ProposeSheet = (props: { held: Template[]; reload: () => Promise<void>; onClose: () => void }) => {
  const newest = (kind: string): Template | undefined => props.held.find((one) => one.kind === kind);
  const kind = useSignal<Template['kind']>('LOAN_CONTRACT');
  const title = useSignal(newest('LOAN_CONTRACT')?.title ?? '');
  const texts = useSignal(newest('LOAN_CONTRACT')?.texts.join('\n\n') ?? '');
  const seconds = useSignal(String(newest('LOAN_CONTRACT')?.readingSeconds ?? 0));
  const from = useSignal(today());
  const note = useSignal('');
  const action = useAction();
  const choose = (value: string): void => {
    kind.value = value as Template['kind'];
    title.value = newest(value)?.title ?? '';
    texts.value = newest(value)?.texts.join('\n\n') ?? '';
    seconds.value = String(newest(value)?.readingSeconds ?? 0);
  };
  const clauses = texts.value
    .split(/\n\s*\n/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
  const ready = clauses.length > 0 && note.value.trim() !== '' && /^\d{1,3}$/.test(seconds.value);

  const propose = async (): Promise<void> => {
    const said = { kind: kind.value, title: title.value.trim(), texts: clauses, readingSeconds: Number(seconds.value) };
    const input = { ...said, effectiveFrom: from.value, note: note.value.trim() };
    await act('propose-template', ProposeTemplate, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    toast(t('proposed'));
    props.onClose();
    await props.reload();
  };
  const wrong = fieldError(action.error, 'texts');
  return (
    <Sheet title={t('templatePropose')} onClose={props.onClose}>
      <SelectField
        label={t('templateOf')}
        value={kind.value}
        choices={KINDS.map((value) => ({ value, label: label('TemplateKind', value) }))}
        onChange={choose}
      />
      <TextField label={t('templateHead')} value={title.value} onInput={(value) => (title.value = value)} />
      <div class={`field ${wrong ? 'invalid' : ''}`}>
        <label for="clauses">{t('templateText')}</label>
        <textarea
          id="clauses"
          rows={10}
          value={texts.value}
          onInput={(event) => (texts.value = event.currentTarget.value)}
        />
        <p class={wrong ? 'error' : 'hint'}>{wrong ?? t('templateTextHint')}</p>
      </div>
      <TextField
        label={t('templateSeconds')}
        value={seconds.value}
        attributes={{ inputMode: 'numeric', maxLength: 3 }}
        onInput={(value) => (seconds.value = value)}
      />
      <TextField
        label={t('effectiveFrom')}
        type="date"
        value={from.value}
        error={fieldError(action.error, 'effectiveFrom')}
        onInput={(value) => (from.value = value)}
      />
      <TextField label={t('why')} required value={note.value} onInput={(value) => (note.value = value)} />
      {action.error && !wrong && <Failure error={action.error} />}
      <Button kind="primary" wide busy={action.busy} disabled={!ready} onClick={() => void action.run(propose)}>
        {t('propose')}
      </Button>
    </Sheet>
  );
};
