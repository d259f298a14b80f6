// The customer's signing page: the terms, the whole contract, a code by SMS, the signature.
import { signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { RefusedError } from './api/errors.ts';
import { Figure, Notice, Pairs, Skeleton } from './components/basics.tsx';
import { Button, TextField } from './components/controls.tsx';
import { Failure, fieldError, ReadFailure } from './components/failure.tsx';
import { Icon } from './components/icons.tsx';
import { InkPad } from './components/ink.tsx';
import { date, money, percent, time } from './i18n/format.ts';
import { p, publicLabel } from './i18n/public.ts';
import type { Stroke } from './lib/strokes.ts';
import { DisclosurePage } from './pages/disclosure.tsx';
import { pdfOf, readTerms, requestCode, sign, tokenOf, type SigningTerms } from './pages/signing.ts';
import { Page, startPage } from './pages/start.tsx';

const token = tokenOf(location.pathname);
const terms = signal<SigningTerms | null>(null);
const failure = signal<Error | null>(null);
const signed = signal(false);
const CODE_PAUSE_SECONDS = 60;
const isWeChat = /MicroMessenger/i.test(navigator.userAgent);

const read = async (): Promise<void> => {
  failure.value = null;
  try {
    terms.value = await readTerms(token);
    signed.value = terms.value.hasSigned || terms.value.state.toLowerCase() === 'signed';
  } catch (error) {
    failure.value = error as Error;
  }
};

const Terms = ({ of }: { of: SigningTerms }) => (
  <div class="card terms">
    <span class="label">{p('signAmount')}</span>
    <Figure amount={of.amount} />
    <Pairs
      of={[
        [p('signCustomer'), of.customerNameMasked],
        of.role !== null && [p('signRole'), p(of.role === 'guarantor' ? 'signGuarantor' : 'signCoBorrower')],
        [p('signTerm'), p('signMonths', { n: of.termMonths })],
        [p('signRate'), percent(of.rateAnnual)],
        [p('signApr'), percent(of.apr)],
        [p('signMethod'), publicLabel('RepaymentMethod', of.method)],
        [p('signFirstDue'), date(of.firstDueOn)],
        [p('signInstalment'), money(of.instalment)],
        [p('signContract'), <span class="num">{of.contractNumber}</span>],
      ]}
    />
  </div>
);

const CodeButton = ({ left, busy, onClick }: { left: number; busy: boolean; onClick: () => void }) => (
  <Button kind="outline" busy={busy} disabled={left > 0} onClick={onClick}>
    {left > 0 ? p('signGetAgain', { n: left }) : p('signGetCode')}
  </Button>
);

const SignForm = () => {
  const agreed = useSignal(false);
  const code = useSignal('');
  const strokes = useSignal<Stroke[]>([]);
  const left = useSignal(0);
  const busy = useSignal<'code' | 'sign' | null>(null);
  const error = useSignal<Error | null>(null);

  useEffect(() => {
    if (left.value <= 0) return;
    const timer = setTimeout(() => (left.value -= 1), 1000);
    return () => clearTimeout(timer);
  }, [left.value]);

  const run = async (name: 'code' | 'sign', work: () => Promise<void>, done: () => void): Promise<void> => {
    if (busy.peek()) return;
    busy.value = name;
    error.value = null;
    try {
      await work();
      done();
    } catch (caught) {
      error.value = caught as Error;
    } finally {
      busy.value = null;
    }
  };
  const ask = (): void =>
    void run(
      'code',
      () => requestCode(token),
      () => (left.value = CODE_PAUSE_SECONDS),
    );
  const submit = (): void => {
    const digits = code.value.replace(/\s/g, '');
    void run(
      'sign',
      () => sign(token, digits, strokes.value),
      () => {
        signed.value = true;
        void read();
      },
    );
  };

  const told = fieldError(error.value, 'code');
  const inkTold = fieldError(error.value, 'signature');
  const isReady = agreed.value && strokes.value.length > 0 && code.value.trim().length >= 4;
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) submit();
      }}
    >
      <label class="check">
        <input
          type="checkbox"
          checked={agreed.value}
          onChange={(event) => (agreed.value = event.currentTarget.checked)}
        />
        <span>{p('signAgree')}</span>
      </label>
      <div class="stack tight">
        <span class="label">{p('signInk')}</span>
        <InkPad strokes={strokes.value} onChange={(drawn) => (strokes.value = drawn)} />
        {inkTold && (
          <p class="error" role="alert">
            {inkTold}
          </p>
        )}
      </div>
      <div class="code">
        <TextField
          label={p('signCode')}
          value={code.value}
          onInput={(value) => (code.value = value)}
          error={told}
          hint={left.value > 0 ? p('signCodeSent') : undefined}
          attributes={{ inputMode: 'numeric', autoComplete: 'one-time-code', maxLength: 8, name: 'code' }}
        />
        <CodeButton left={left.value} busy={busy.value === 'code'} onClick={ask} />
      </div>
      {error.value && !told && !inkTold && <Failure error={error.value} />}
      <Button
        kind="primary"
        type="submit"
        wide
        busy={busy.value === 'sign'}
        disabled={!isReady}
      >
        {p('signNow')}
      </Button>
    </form>
  );
};

/** The contract is made when all have signed; who comes first is told for whom it waits. */
const Signed = () => {
  const waiting = terms.value?.hasSigned ? terms.value.waitingFor : 0;
  return (
    <div class="signed" role="status">
      <span class="seal">
        <Icon name="check" size={40} />
      </span>
      <h2>{p('signDone')}</h2>
      <p class="muted">{waiting > 0 ? p('signWaits', { n: waiting }) : p('signDoneText')}</p>
      {waiting === 0 && terms.value?.role === null && <p class="muted">{p('signDoneLink')}</p>}
    </div>
  );
};

const Gone = () => (
  <div class="signed">
    <h2>{p('signGone')}</h2>
    <p class="muted">{p('signGoneText')}</p>
  </div>
);

const PdfLink = () => (
  <a class="button outline wide" href={pdfOf(token)} target="_blank" rel="noopener">
    <Icon name="document" size={20} />
    {p('signPdf')}
  </a>
);

const Content = () => {
  if (failure.value instanceof RefusedError) return <Gone />;
  if (failure.value) return <ReadFailure error={failure.value} onRetry={() => void read()} />;
  if (!terms.value) return <Skeleton heights={[380, 48, 120]} />;
  if (signed.value) return <Signed />;
  const form = terms.value.disclosure;
  if (form && !form.confirmedAt) return <DisclosurePage token={token} form={form} onDone={() => void read()} />;
  return (
    <>
      <p class="muted">{p('signIntro')}</p>
      <Terms of={terms.value} />
      <PdfLink />
      {isWeChat && <p class="small muted">{p('signWeChat')}</p>}
      <SignForm />
      <Notice>{p('signSafety')}</Notice>
      <p class="small muted">{p('signExpires', { time: time(terms.value.expiresAt) })}</p>
    </>
  );
};

const SignPage = () => {
  const form = terms.value?.disclosure;
  const title = form && !form.confirmedAt && !signed.value ? p('costTitle') : p('signTitle');
  return (
    <Page title={title}>
      <Content />
    </Page>
  );
};

void read();
void startPage(() => <SignPage />);
