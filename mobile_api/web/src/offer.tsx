// Two small pages for customers: an offer with its cost and the right to say no, and one question at a loan's end.
import { signal, useSignal } from '@preact/signals';
import { RefusedError } from './api/errors.ts';
import { accepted, json, postJson, send } from './api/http.ts';
import { Figure, Notice, Pairs, Skeleton } from './components/basics.tsx';
import { Button, TextField } from './components/controls.tsx';
import { Failure, ReadFailure } from './components/failure.tsx';
import { language } from './i18n/core.ts';
import { date, dayOf, money, percent } from './i18n/format.ts';
import { p, publicLabel } from './i18n/public.ts';
import { Page, startPage } from './pages/start.tsx';

interface Offer {
  lender: string;
  customerNameMasked: string | null;
  kind: string;
  state: string;
  productZh: string;
  productEn: string;
  amount: string;
  termMonths: number;
  rate: string;
  apr: string;
  instalment: string;
  interest: string;
  firstDueOn: string;
  expiresAt: string;
}

const [, page = '', token = ''] = location.pathname.split('/');
const url = `/api/${page}/${token}`;
const headers = { 'x-jiedai': '1' };

const offer = signal<Offer | null>(null);
const survey = signal<{ lender: string; state: string } | null>(null);
const failure = signal<Error | null>(null);

const post = async (body: Record<string, unknown>): Promise<string> =>
  ((await postJson(url, body, headers)) as { state: string }).state;

const read = async (): Promise<void> => {
  failure.value = null;
  try {
    const found = await json(await accepted(await send(url)));
    if (page === 'survey') survey.value = found as { lender: string; state: string };
    else {
      offer.value = found as Offer;
      if (offer.value.state === 'SENT') await post({ answer: 'open' });
    }
  } catch (error) {
    failure.value = error as Error;
  }
};

const Terms = ({ of }: { of: Offer }) => (
  <div class="card terms">
    <strong>{publicLabel('OfferKind', of.kind)}</strong>
    <Figure amount={of.amount} />
    <Pairs
      of={[
        [p('offerProduct'), language.value === 'zh' ? of.productZh : of.productEn],
        [p('signTerm'), p('offerMonths', { n: of.termMonths })],
        [p('offerApr'), <strong>{percent(of.apr)}</strong>],
        [p('offerRate'), percent(of.rate)],
        of.kind !== 'RATE_DOWN' && [p('offerInstalment'), money(of.instalment)],
        of.kind !== 'RATE_DOWN' && [p('offerInterest'), money(of.interest)],
        [p('offerUntil'), date(dayOf(of.expiresAt))],
      ]}
    />
    <p class="small muted">{p('offerNote')}</p>
  </div>
);

const Answered = ({ of }: { of: Offer }) => (
  <Notice tone={of.state === 'ACCEPTED' ? 'ok' : 'info'} live>
    {p(of.state === 'DECLINED' ? 'offerDeclined' : of.kind === 'RATE_DOWN' ? 'offerAcceptedRate' : 'offerAccepted')}
  </Notice>
);

const Answers = ({ of }: { of: Offer }) => {
  const busy = useSignal('');
  const error = useSignal<Error | null>(null);
  const say = async (answer: string): Promise<void> => {
    if (busy.peek()) return;
    busy.value = answer;
    error.value = null;
    try {
      offer.value = { ...of, state: await post({ answer }) };
    } catch (fault) {
      error.value = fault as Error;
    }
    busy.value = '';
  };
  if (of.state === 'ACCEPTED' || of.state === 'DECLINED') return <Answered of={of} />;
  return (
    <div class="stack">
      {error.value && <Failure error={error.value} />}
      <Button kind="primary" wide busy={busy.value === 'accept'} onClick={() => void say('accept')}>
        {p(of.kind === 'RATE_DOWN' ? 'offerTakeRate' : 'offerTake')}
      </Button>
      <Button kind="outline" wide busy={busy.value === 'decline'} onClick={() => void say('decline')}>
        {p('offerNo')}
      </Button>
      <p class="small muted">{p('offerFree')}</p>
    </div>
  );
};

const Question = ({ state }: { state: string }) => {
  const score = useSignal(0);
  const text = useSignal('');
  const busy = useSignal(false);
  const error = useSignal<Error | null>(null);
  const answer = async (): Promise<void> => {
    if (busy.peek() || score.peek() === 0) return;
    busy.value = true;
    error.value = null;
    try {
      survey.value = { lender: survey.value?.lender ?? '', state: await post({ score: score.value, words: text.value }) };
    } catch (fault) {
      error.value = fault as Error;
    }
    busy.value = false;
  };
  if (state !== 'SENT')
    return (
      <Notice tone="ok" live>
        {p('surveyThanks')}
      </Notice>
    );
  return (
    <div class="card terms">
      <fieldset class="plain">
        <legend>{p('surveyQuestion')}</legend>
        <div class="segments">
          {[1, 2, 3, 4, 5].map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={score.value === one}
              aria-label={p('surveyScore', { n: one })}
              onClick={() => (score.value = one)}
            >
              {one}
            </button>
          ))}
        </div>
        <p class="small muted">{p('surveyScale')}</p>
      </fieldset>
      <TextField lines label={p('surveyWords')} value={text.value} onInput={(value) => (text.value = value)} />
      {error.value && <Failure error={error.value} />}
      <Button kind="primary" wide busy={busy.value} disabled={score.value === 0} onClick={() => void answer()}>
        {p('surveySend')}
      </Button>
    </div>
  );
};

const Content = () => {
  if (failure.value instanceof RefusedError)
    return (
      <div class="signed">
        <h2>{p('mineGone')}</h2>
        <p class="muted">{p('offerGoneText')}</p>
      </div>
    );
  if (failure.value) return <ReadFailure error={failure.value} onRetry={() => void read()} />;
  if (survey.value) return <Question state={survey.value.state} />;
  const of = offer.value;
  if (!of) return <Skeleton heights={[220, 120]} />;
  return (
    <>
      <p class="muted">
        {of.lender} · {of.customerNameMasked}
      </p>
      <Terms of={of} />
      <Answers of={of} />
    </>
  );
};

const OfferPage = () => {
  const title = p(page === 'survey' ? 'surveyTitle' : 'offerTitle');
  return (
    <Page title={title}>
      <Content />
    </Page>
  );
};

void read();
void startPage(() => <OfferPage />);
