// The borrower's own page, for as long as the loan lives: no log-in, no app, any phone, inside WeChat as well.
import { signal, useSignal, type Signal } from '@preact/signals';
import { RefusedError } from './api/errors.ts';
import { Badge, Notice, Pairs, Section, Skeleton } from './components/basics.tsx';
import { Button, SelectField, TextField } from './components/controls.tsx';
import { Failure, fieldError, ReadFailure } from './components/failure.tsx';
import { Icon } from './components/icons.tsx';
import { language } from './i18n/core.ts';
import { date, money, percent, time } from './i18n/format.ts';
import { p, publicLabel } from './i18n/public.ts';
import { ask, base, KINDS, readMine, type Asked, type Mine } from './pages/borrowing.ts';
import { DueCard, HowToPay, PayOffCard, Plan } from './pages/loancards.tsx';
import { Page, startPage } from './pages/start.tsx';

const mine = signal<Mine | null>(null);
const failure = signal<Error | null>(null);

const read = async (): Promise<void> => {
  failure.value = null;
  try {
    mine.value = await readMine();
  } catch (error) {
    failure.value = error as Error;
  }
};

const Refused = ({ of }: { of: Mine }) => (
  <div class="card terms">
    <h2>{p('mineRefused')}</h2>
    <span class="label">{p('mineReasons')}</span>
    <ul class="reasons">
      {of.reasons.length === 0 && <li>{p('mineReasonPeople')}</li>}
      {of.reasons.map((reason, at) => (
        <li key={at}>{language.value === 'zh' ? reason.zh : reason.en}</li>
      ))}
    </ul>
    <p class="muted">{p('mineRights')}</p>
  </div>
);

const PaperLink = (props: { path: string; text: string }) => (
  <a class="button outline wide" href={`${base}/${props.path}`} target="_blank" rel="noopener">
    <Icon name="document" size={20} />
    {props.text}
  </a>
);

const Papers = ({ of }: { of: Mine }) => (
  <Section title={p('minePapers')}>
    <div class="card terms">
      <Pairs
        of={[
          [p('signContract'), <span class="num">{of.contractNumber}</span>],
          [p('signAmount'), money(of.amount)],
          of.apr !== null && [p('signApr'), percent(of.apr)],
        ]}
      />
      {of.isSealed ? <PaperLink path="contract" text={p('mineContract')} /> : <p class="muted">{p('mineSealing')}</p>}
      {of.hasDisclosure && <PaperLink path="disclosure" text={p('mineDisclosure')} />}
    </div>
  </Section>
);

const Request = ({ of }: { of: Asked }) => (
  <div class="card terms">
    <div class="cost-head">
      <strong>{publicLabel('RequestKind', of.kind)}</strong>
      {of.answer === null && <Badge tone="warn">{p('mineWaitingAnswer')}</Badge>}
    </div>
    <p>{of.text}</p>
    <span class="small muted">
      {time(of.askedAt)}
      {of.answer === null && of.dueOn !== null && ` · ${p('mineDueOn', { day: date(of.dueOn) })}`}
    </span>
    {of.answer !== null && (
      <Notice tone="ok">
        {p('mineAnswer')}: {of.answer}
      </Notice>
    )}
  </div>
);

const Purposes = ({ of, chosen }: { of: string[]; chosen: Signal<string[]> }) => (
  <fieldset class="plain">
    <legend class="label">{p('mineWhich')}</legend>
    {of.map((purpose) => (
      <label key={purpose} class="check">
        <input
          type="checkbox"
          checked={chosen.value.includes(purpose)}
          onChange={(event) => {
            const others = chosen.value.filter((one) => one !== purpose);
            chosen.value = event.currentTarget.checked ? [...others, purpose] : others;
          }}
        />
        <span>{publicLabel('Purpose', purpose)}</span>
      </label>
    ))}
  </fieldset>
);

const AskForm = ({ consents }: { consents: string[] }) => {
  const purposes = useSignal<string[]>([]);
  const kind = useSignal<string>(KINDS[0]);
  const text = useSignal('');
  const busy = useSignal(false);
  const error = useSignal<Error | null>(null);
  const done = useSignal(false);

  const withdraws = kind.value === 'CONSENT_WITHDRAWAL';
  const ready = text.value.trim() !== '' && (!withdraws || purposes.value.length > 0);

  const submit = async (): Promise<void> => {
    if (busy.peek()) return;
    busy.value = true;
    error.value = null;
    done.value = false;
    try {
      await ask(kind.value, text.value.trim(), withdraws ? purposes.value : []);
      text.value = '';
      purposes.value = [];
      done.value = true;
      await read();
    } catch (caught) {
      error.value = caught as Error;
    } finally {
      busy.value = false;
    }
  };
  return (
    <form
      class="card terms"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void submit();
      }}
    >
      <SelectField
        label={p('mineAskKind')}
        value={kind.value}
        onChange={(value) => (kind.value = value)}
        choices={KINDS.map((value) => ({ value, label: publicLabel('RequestKind', value) }))}
      />
      {withdraws && (
        <>
          <p class="small muted">{p('mineConsentNote')}</p>
          {consents.length > 0 ? <Purposes of={consents} chosen={purposes} /> : <p>{p('mineNoConsent')}</p>}
        </>
      )}
      <TextField
        lines
        label={p('mineAskText')}
        value={text.value}
        error={fieldError(error.value, 'text')}
        onInput={(value) => (text.value = value)}
      />
      {error.value && !fieldError(error.value, 'text') && <Failure error={error.value} />}
      {done.value && (
        <Notice tone="ok" live>
          {p('mineAsked')}
        </Notice>
      )}
      <Button kind="primary" type="submit" wide busy={busy.value} disabled={!ready}>
        {p('mineAsk')}
      </Button>
    </form>
  );
};

const Help = ({ of }: { of: Mine }) => (
  <Section title={p('mineHelp')}>
    <div class="stack">
      <p class="muted">{p('mineHuman', { officer: of.officer, branch: of.branch })}</p>
      {of.requests.map((request, at) => (
        <Request key={at} of={request} />
      ))}
      <AskForm consents={of.consents} />
    </div>
  </Section>
);

const Gone = () => (
  <div class="signed">
    <h2>{p('mineGone')}</h2>
    <p class="muted">{p('mineGoneText')}</p>
  </div>
);

const Content = () => {
  if (failure.value instanceof RefusedError) return <Gone />;
  if (failure.value) return <ReadFailure error={failure.value} onRetry={() => void read()} />;
  const of = mine.value;
  if (!of) return <Skeleton heights={[180, 120, 240]} />;
  const runs = of.loan?.state === 'ACTIVE';
  return (
    <>
      <p class="muted">
        {of.customerNameMasked} · {p('mineNumber')} <span class="num">{of.number}</span>
      </p>
      {of.state === 'REJECTED' && <Refused of={of} />}
      {of.state === 'CONTRACTED' && <Notice>{p('mineWaiting')}</Notice>}
      {of.loan && <DueCard loan={of.loan} />}
      {runs && <HowToPay of={of} />}
      {runs && <PayOffCard />}
      {of.loan && of.loan.instalments.length > 0 && <Plan loan={of.loan} />}
      {of.contractNumber !== null && <Papers of={of} />}
      <Help of={of} />
    </>
  );
};

const MinePage = () => {
  const title = p('mineTitle');
  return (
    <Page title={title}>
      <Content />
    </Page>
  );
};

void read();
void startPage(() => <MinePage />);
