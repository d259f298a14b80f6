// A new rule set out of the one in force: each rule as a card; compiled and checked by the server before it is kept.
import { useSignal, type Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { act } from '../../api/graphql.ts';
import { Section, Skeleton } from '../../components/basics.tsx';
import { Button, SelectField, TextField } from '../../components/controls.tsx';
import { Failure, ReadFailure } from '../../components/failure.tsx';
import { Screen } from '../../components/frame.tsx';
import { toast } from '../../components/overlays.tsx';
import { Editions, ProposeRules } from '../../generated/ids/risk.ts';
import type { RiskRuleInput } from '../../generated/operations.ts';
import { language } from '../../i18n/core.ts';
import { today } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { forgetReadings, useQuery } from '../../lib/query.ts';
import { navigate } from '../../lib/router.ts';

type Draft = RiskRuleInput & { key: number };

const SEVERITIES = ['block', 'review', 'warn'];
const KINDS = ['any', 'person', 'sole_trader', 'company'];
const UNITS = ['count', 'percent', 'years', 'days', 'money', 'times'];
const VELOCITY = { applications: '10', windowMinutes: '60', coolDownMinutes: '1440' };

const EMPTY: RiskRuleInput = {
  code: '',
  nameZh: '',
  nameEn: '',
  source: 'house',
  appliesTo: 'any',
  severity: 'review',
  expression: '',
  value: null,
  limit: '0',
  unit: 'count',
  zh: '',
  en: '',
};

const choices = (group: string, values: string[]) => values.map((value) => ({ value, label: label(group, value) }));

export const RuleFormScreen = () => {
  const { data, error, reload } = useQuery(Editions, {});
  const base = data?.decisionEditions.find((one) => one.kind === 'RULES' && one.state === 'PUBLISHED');
  const rules = useSignal<Draft[]>([]);
  const velocity = useSignal(VELOCITY);
  const note = useSignal('');
  const from = useSignal(today());
  const action = useAction();
  useEffect(() => {
    if (!base || rules.peek().length > 0) return;
    rules.value = base.rules.map((rule, key) => ({ ...rule, key }));
    if (!base.velocity) return;
    const { applications, windowMinutes, coolDownMinutes } = base.velocity;
    velocity.value = {
      applications: String(applications),
      windowMinutes: String(windowMinutes),
      coolDownMinutes: String(coolDownMinutes),
    };
  }, [base?.id]);
  const pace = Object.values(velocity.value).every((one) => /^[1-9]\d{0,5}$/.test(one));

  const propose = async (): Promise<void> => {
    const told = rules.value.map(({ key: _key, ...rule }) => rule);
    const speed = {
      applications: Number(velocity.value.applications),
      windowMinutes: Number(velocity.value.windowMinutes),
      coolDownMinutes: Number(velocity.value.coolDownMinutes),
    };
    const input = { rules: told, velocity: speed, effectiveFrom: from.value, note: note.value.trim() };
    const answer = await act('propose-rules', ProposeRules, (idempotencyKey) => ({
      input: { ...input, idempotencyKey },
    }));
    forgetReadings('Editions');
    toast(t('proposed'));
    navigate(`/risk/editions/${encodeURIComponent(answer.proposeRules.edition.id)}`, { replace: true });
  };
  const add = (): void => {
    const key = Math.max(-1, ...rules.value.map((one) => one.key)) + 1;
    rules.value = [...rules.value, { ...EMPTY, key }];
  };

  return (
    <Screen
      title={t('rulesPropose')}
      parent="/risk/editions"
      actions={
        <Button
          kind="primary"
          wide
          busy={action.busy}
          disabled={rules.value.length === 0 || note.value.trim() === '' || !pace}
          onClick={() => void action.run(propose)}
        >
          {t('propose')}
        </Button>
      }
    >
      {error && <ReadFailure error={error} onRetry={() => void reload()} />}
      {!data && !error && <Skeleton heights={[60, 240]} />}
      {data && (
        <>
          <p class="muted">{t('rulesFormText')}</p>
          <div class="card stack">
            <TextField label={t('why')} required value={note.value} onInput={(value) => (note.value = value)} />
            <TextField
              label={t('effectiveFrom')}
              type="date"
              value={from.value}
              onInput={(value) => (from.value = value)}
            />
          </div>
          {action.error && <Failure error={action.error} />}
          {rules.value.map((rule, at) => (
            <RuleCard key={rule.key} rules={rules} at={at} />
          ))}
          <Button kind="outline" wide onClick={add}>
            {t('ruleAdd')}
          </Button>
          <Pace of={velocity} />
        </>
      )}
    </Screen>
  );
};

const RuleCard = ({ rules, at }: { rules: Signal<Draft[]>; at: number }) => {
  const rule = rules.value[at]!;
  const set = (part: Partial<Draft>): void => {
    rules.value = rules.value.map((one, index) => (index === at ? { ...one, ...part } : one));
  };
  const text = (key: 'code' | 'nameZh' | 'nameEn' | 'source' | 'limit' | 'zh' | 'en', name: string) => (
    <TextField label={name} value={rule[key] ?? ''} onInput={(value) => set({ [key]: value })} />
  );
  return (
    <Section
      title={`${rule.code || t('ruleNew')} ${language.value === 'zh' ? rule.nameZh : rule.nameEn}`}
      aside={
        <Button kind="quiet" onClick={() => (rules.value = rules.value.filter((_, index) => index !== at))}>
          {t('rowRemove')}
        </Button>
      }
    >
      <div class="card stack">
        <TextField
          label={t('ruleExpression')}
          hint={t('ruleExpressionHint')}
          lines
          required
          value={rule.expression}
          onInput={(expression) => set({ expression })}
        />
        <div class="two">
          <SelectField
            label={t('ruleSeverity')}
            value={rule.severity}
            choices={choices('RuleSeverity', SEVERITIES)}
            onChange={(severity) => set({ severity })}
          />
          {text('limit', t('ruleLimit'))}
        </div>
        <details class="ruled">
          <summary>{t('ruleMore')}</summary>
          <div class="stack">
            <div class="two">
              {text('code', t('ruleCode'))}
              <SelectField
                label={t('ruleFor')}
                value={rule.appliesTo ?? 'any'}
                choices={choices('RuleFor', KINDS)}
                onChange={(appliesTo) => set({ appliesTo })}
              />
            </div>
            <div class="two">
              {text('nameZh', t('ruleNameZh'))}
              {text('nameEn', t('ruleNameEn'))}
            </div>
            <div class="two">
              <TextField
                label={t('ruleValue')}
                value={rule.value ?? ''}
                onInput={(value) => set({ value: value.trim() === '' ? null : value.trim() })}
              />
              <SelectField
                label={t('ruleUnit')}
                value={rule.unit ?? 'count'}
                choices={choices('RuleUnit', UNITS)}
                onChange={(unit) => set({ unit })}
              />
            </div>
            {text('zh', t('ruleSentenceZh'))}
            {text('en', t('ruleSentenceEn'))}
            {text('source', t('ruleSource'))}
          </div>
        </details>
      </div>
    </Section>
  );
};

const Pace = ({ of }: { of: Signal<typeof VELOCITY> }) => {
  const field = (key: keyof typeof VELOCITY, name: string) => (
    <TextField
      label={name}
      value={of.value[key]}
      attributes={{ inputMode: 'numeric', maxLength: 6 }}
      onInput={(value) => (of.value = { ...of.value, [key]: value })}
    />
  );
  return (
    <Section title={t('velocityTitle')}>
      <div class="card stack">
        {field('applications', t('velocityCount'))}
        <div class="two">
          {field('windowMinutes', t('velocityWindow'))}
          {field('coolDownMinutes', t('velocityCool'))}
        </div>
      </div>
    </Section>
  );
};
