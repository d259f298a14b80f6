// The disclosure of all costs, before the contract. It fills the page; the server counts how long it has been open.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Notice, Pairs } from '../components/basics.tsx';
import { Button } from '../components/controls.tsx';
import { Failure } from '../components/failure.tsx';
import { Icon } from '../components/icons.tsx';
import { money, percent } from '../i18n/format.ts';
import { p } from '../i18n/public.ts';
import { confirmDisclosure, disclosureOf, openDisclosure, type CostForm } from './signing.ts';

const Costs = ({ of }: { of: CostForm }) => (
  <>
    <div class="card costs">
      <span class="label">{p('costApr')}</span>
      <strong class="cost-apr num">{percent(of.apr)}</strong>
      <Pairs
        of={[
          [p('costPrincipal'), money(of.principal)],
          [p('costSum'), money(of.cost)],
          [p('costTotal'), <strong>{money(of.total)}</strong>],
        ]}
      />
    </div>
    <h2>{p('costItems')}</h2>
    {of.items.map((item) => (
      <div class="card cost" key={item.name}>
        <div class="cost-head">
          <strong>{item.name}</strong>
          <span class="num">{item.amount === null ? p('costByUse') : money(item.amount)}</span>
        </div>
        <Pairs
          of={[
            [p('costStandard'), item.standard],
            [p('costMethod'), item.method],
            [p('costCollector'), item.collector],
          ]}
        />
      </div>
    ))}
    <h2>{p('costContingent')}</h2>
    {of.contingent.map((item) => (
      <div class="card cost" key={item.name}>
        <div class="cost-head">
          <strong>{item.name}</strong>
        </div>
        <Pairs
          of={[
            [p('costCondition'), item.condition],
            [p('costStandard'), item.standard],
            [p('costCollector'), item.collector],
          ]}
        />
      </div>
    ))}
    <Notice>{p('costNothingElse')}</Notice>
  </>
);

export const DisclosurePage = (props: { token: string; form: CostForm; onDone: () => void }) => {
  const left = useSignal<number | null>(props.form.secondsLeft);
  const busy = useSignal(false);
  const error = useSignal<Error | null>(null);

  const run = async (work: () => Promise<void>): Promise<void> => {
    if (busy.peek()) return;
    busy.value = true;
    error.value = null;
    try {
      await work();
    } catch (caught) {
      error.value = caught as Error;
    } finally {
      busy.value = false;
    }
  };
  const open = (): Promise<void> => run(async () => void (left.value = await openDisclosure(props.token)));

  useEffect(() => void open(), []);
  useEffect(() => {
    const seconds = left.value;
    if (seconds === null || seconds <= 0) return;
    const timer = setTimeout(() => (left.value = seconds - 1), 1000);
    return () => clearTimeout(timer);
  }, [left.value]);

  const waits = left.value === null || left.value > 0;
  return (
    <div class="disclosure" role="dialog" aria-modal="true" aria-label={p('costTitle')}>
      <p class="muted">{p('costIntro')}</p>
      <Costs of={props.form} />
      <a class="button outline wide" href={disclosureOf(props.token)} target="_blank" rel="noopener">
        <Icon name="document" size={20} />
        {p('costPdf')}
      </a>
      {error.value && <Failure error={error.value} onLatest={() => void open()} />}
      <div class="foot">
        <Button
          kind="primary"
          wide
          busy={busy.value && !waits}
          disabled={waits}
          onClick={() =>
            void run(async () => {
              await confirmDisclosure(props.token);
              props.onDone();
            })
          }
        >
          {waits ? p('costRead', { n: left.value ?? props.form.readingSeconds }) : p('costConfirm')}
        </Button>
      </div>
    </div>
  );
};
