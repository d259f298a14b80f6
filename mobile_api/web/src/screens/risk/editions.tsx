// Editions of the rules of risk and of scorecards: what they say, what they would have changed, publishing.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Badge, Empty, Item, Notice, Section, Skeleton, type Tone } from '../../components/basics.tsx';
import { Button, TextField } from '../../components/controls.tsx';
import { Failure, ReadFailure } from '../../components/failure.tsx';
import { FileField } from '../../components/filefield.tsx';
import { Screen } from '../../components/frame.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import { Editions, EditionTrial, ProposeScorecard, PublishEdition, WithdrawEdition } from '../../generated/ids/risk.ts';
import type { EditionsData } from '../../generated/operations.ts';
import { language } from '../../i18n/core.ts';
import { date, dayOf, today } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { forgetReadings, useQuery } from '../../lib/query.ts';
import { navigate } from '../../lib/router.ts';
import { may } from '../../lib/viewer.ts';
import { Publish } from './publish.tsx';
import { Trial } from './trial.tsx';

export type Edition = EditionsData['decisionEditions'][number];

const TONES: Record<string, Tone> = { PROPOSED: 'warn', PUBLISHED: 'ok', WITHDRAWN: 'plain' };
const SEVERITIES: Record<string, Tone> = { block: 'bad', review: 'warn', warn: 'info' };

export const EditionActions = () => {
  const adding = useSignal(false);
  return (
    <>
      <Button onClick={() => (adding.value = true)}>{t('cardPropose')}</Button>
      <Button kind="primary" onClick={() => navigate('/risk/rules/draft')}>
        {t('rulesPropose')}
      </Button>
      {adding.value && <CardSheet onClose={() => (adding.value = false)} />}
    </>
  );
};

export const EditionsScreen = () => {
  const { data, error, reload } = useQuery(Editions, {});
  return (
    <Screen title={t('editionsTitle')} parent="/risk" actions={may('decision:propose') && <EditionActions />}>
      {error && <ReadFailure error={error} onRetry={() => void reload()} />}
      {!data && !error && <Skeleton heights={[72, 72]} />}
      {data && (
        <ul class="card flush list">
          {data.decisionEditions.map((one) => (
            <li key={one.id}>
              <Item
                href={`/risk/editions/${encodeURIComponent(one.id)}`}
                title={`${label('DecisionEditionKind', one.kind)} · ${t('editionNumber', { n: one.number })}`}
                sub={`${t('stateFrom', { date: date(one.effectiveFrom) })} · ${one.note}`}
                end={<Badge tone={TONES[one.state] ?? 'plain'}>{label('DecisionEditionState', one.state)}</Badge>}
              />
            </li>
          ))}
        </ul>
      )}
    </Screen>
  );
};

/** A scorecard comes as the file that the training wrote. */
const CardSheet = ({ onClose }: { onClose: () => void }) => {
  const file = useSignal<File | null>(null);
  const note = useSignal('');
  const from = useSignal(today());
  const action = useAction();
  const propose = async (): Promise<void> => {
    const input = { file: await file.value!.text(), note: note.value.trim(), effectiveFrom: from.value };
    const answer = await act('propose-card', ProposeScorecard, (idempotencyKey) => ({
      input: { ...input, idempotencyKey },
    }));
    forgetReadings('Editions');
    toast(t('proposed'));
    navigate(`/risk/editions/${encodeURIComponent(answer.proposeScorecard.edition.id)}`);
  };
  return (
    <Sheet title={t('cardPropose')} onClose={onClose}>
      <p class="muted">{t('cardText')}</p>
      <FileField label={t('cardFile')} accept=".json" onChange={(chosen) => (file.value = chosen)} />
      <TextField label={t('effectiveFrom')} type="date" value={from.value} onInput={(value) => (from.value = value)} />
      <TextField label={t('why')} required value={note.value} onInput={(value) => (note.value = value)} />
      {action.error && <Failure error={action.error} />}
      <Button
        kind="primary"
        wide
        busy={action.busy}
        disabled={file.value === null || note.value.trim() === ''}
        onClick={() => void action.run(propose)}
      >
        {t('propose')}
      </Button>
    </Sheet>
  );
};

export const EditionScreen = ({ id }: { id: string }) => {
  const { data, error, reload } = useQuery(Editions, {});
  const edition = data?.decisionEditions.find((one) => one.id === id);
  return (
    <Screen
      title={edition ? `${label('DecisionEditionKind', edition.kind)} ${edition.number}` : t('editionsTitle')}
      parent="/risk/editions"
    >
      {error && <ReadFailure error={error} onRetry={() => void reload()} />}
      {!data && !error && <Skeleton heights={[60, 120, 120]} />}
      {data && !edition && <Empty icon="search" title={t('notFound')} />}
      {edition && <Body of={edition} reload={reload} />}
    </Screen>
  );
};

const Body = ({ of, reload }: { of: Edition; reload: () => Promise<void> }) => {
  const publish = async (): Promise<void> => {
    await act(`publish:${of.id}`, PublishEdition, (idempotencyKey) => ({
      input: { editionId: of.id, idempotencyKey },
    }));
    await reload();
  };
  return (
    <>
      <div class="card stack">
        <div class="row between">
          <span>{t('stateFrom', { date: date(of.effectiveFrom) })}</span>
          <Badge tone={TONES[of.state] ?? 'plain'}>{label('DecisionEditionState', of.state)}</Badge>
        </div>
        <p>{of.note}</p>
        <p class="small muted">
          {t('proposedBy', { name: of.proposedBy?.name ?? t('houseItself'), day: dayOf(of.proposedAt) })}
          {of.decidedBy && ` · ${t('settledBy', { name: of.decidedBy.name })}`}
        </p>
      </div>
      <Changes id={of.id} />
      {of.state === 'PROPOSED' && (
        <>
          <Publish proposedBy={of.proposedBy} operation="decision:publish" publish={publish}>
            <p>{t('editionPublishText', { date: date(of.effectiveFrom) })}</p>
          </Publish>
          {may('decision:propose') && <Withdraw id={of.id} reload={reload} />}
        </>
      )}
      <Rules of={of} />
      <Points of={of} />
    </>
  );
};

const Withdraw = ({ id, reload }: { id: string; reload: () => Promise<void> }) => {
  const action = useAction();
  const withdraw = async (): Promise<void> => {
    await act(`withdraw:${id}`, WithdrawEdition, (idempotencyKey) => ({ input: { editionId: id, idempotencyKey } }));
    await reload();
  };
  return (
    <>
      {action.error && <Failure error={action.error} />}
      <Button wide busy={action.busy} onClick={() => void action.run(withdraw)}>
        {t('takeBack')}
      </Button>
    </>
  );
};

const Changes = ({ id }: { id: string }) => {
  const { data, error, reload } = useQuery(EditionTrial, { id });
  if (error) return <ReadFailure error={error} onRetry={() => void reload()} />;
  if (!data) return <Skeleton heights={[120]} />;
  const found = data.editionSimulation;
  const outcome = (value: string): string => label('FindingOutcome', value);
  return (
    <Trial
      considered={found.considered}
      moved={found.changed}
      shifts={found.shifts.map((one) => ({
        before: `${one.tier ? `${label('Tier', one.tier)}：` : ''}${outcome(one.before)}`,
        after: outcome(one.after),
        count: one.count,
      }))}
      examples={found.examples.map((one) => ({
        id: one.applicationId,
        number: one.number,
        before: outcome(one.before),
        after: outcome(one.after),
        detail: (language.value === 'zh' ? one.reasonsZh : one.reasonsEn).join('；'),
      }))}
    />
  );
};

const Rules = ({ of }: { of: Edition }) => {
  if (of.rules.length === 0) return null;
  return (
    <Section title={t('rulesTitle')} aside={t('rulesCount', { n: of.rules.length })}>
      {of.velocity && (
        <Notice>
          {t('velocityText', {
            n: of.velocity.applications,
            window: of.velocity.windowMinutes,
            cool: of.velocity.coolDownMinutes,
          })}
        </Notice>
      )}
      <ul class="card flush list">
        {of.rules.map((rule) => (
          <li key={rule.code} class="matrix-row">
            <div class="row between">
              <strong>
                <span class="num">{rule.code}</span> {language.value === 'zh' ? rule.nameZh : rule.nameEn}
              </strong>
              <Badge tone={SEVERITIES[rule.severity] ?? 'plain'}>{label('RuleSeverity', rule.severity)}</Badge>
            </div>
            <code class="small">{rule.expression}</code>
            <p class="small muted">
              {label('RuleFor', rule.appliesTo)} · {rule.source === 'house' ? t('houseItself') : rule.source}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
};

const Points = ({ of }: { of: Edition }) => (
  <>
    {of.features.map((feature) => (
      <Section key={feature.name} title={language.value === 'zh' ? feature.zh : feature.en}>
        <ul class="card flush list">
          {feature.bins.map((bin, at) => (
            <li key={at} class="fact row between">
              <span>{language.value === 'zh' ? bin.zh : bin.en}</span>
              <strong class="num">{bin.points}</strong>
            </li>
          ))}
        </ul>
      </Section>
    ))}
  </>
);
