// The demo's "customer's phone": every SMS that the lender sent, newest first, with links that can be tapped.
import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { RefusedError } from './api/errors.ts';
import { accepted, json, send } from './api/http.ts';
import { Empty, Skeleton } from './components/basics.tsx';
import { ReadFailure } from './components/failure.tsx';
import { time } from './i18n/format.ts';
import { p } from './i18n/public.ts';
import { linked } from './lib/links.ts';
import { Page, startPage } from './pages/start.tsx';

interface Sms {
  to: string;
  text: string;
  kind: string;
  at: string;
}

const POLL_MS = 3000;
const messages = signal<Sms[] | null>(null);
const failure = signal<Error | null>(null);

const read = async (): Promise<void> => {
  try {
    const answer = (await json(await accepted(await send('/api/phone')))) as { messages: Sms[] };
    messages.value = answer.messages;
    failure.value = null;
  } catch (error) {
    failure.value = error as Error;
  }
};

const written = (text: string): ComponentChildren =>
  linked(text).map((part, index) => {
    if (part.kind === 'link')
      return (
        <a key={index} href={part.href}>
          {part.text}
        </a>
      );
    if (part.kind === 'code')
      return (
        <span key={index} class="strong-code">
          {part.text}
        </span>
      );
    return part.text;
  });

const Content = () => {
  if (messages.value === null) {
    if (failure.value instanceof RefusedError) return <Empty icon="phone" title={p('phoneNotDemo')} />;
    if (failure.value) return <ReadFailure error={failure.value} onRetry={() => void read()} />;
    return <Skeleton heights={[90, 90, 90]} />;
  }
  return (
    <>
      <p class="muted">{p('phoneText')}</p>
      {failure.value && <ReadFailure error={failure.value} onRetry={() => void read()} />}
      {messages.value.length === 0 && (
        <Empty icon="phone" title={p('phoneEmpty')}>
          {p('phoneEmptyText')}
        </Empty>
      )}
      <ul class="stack" aria-live="polite">
        {messages.value.map((one) => (
          <li key={`${one.at} ${one.to} ${one.kind}`} class="message">
            <p class="meta">
              <span class="num">{p('phoneTo', { to: one.to })}</span>
              <time dateTime={one.at}>{time(one.at)}</time>
            </p>
            <p>{written(one.text)}</p>
          </li>
        ))}
      </ul>
    </>
  );
};

const PhonePage = () => {
  const title = p('phoneTitle');
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void read();
    }, POLL_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <Page title={title}>
      <Content />
    </Page>
  );
};

void read();
void startPage(() => <PhonePage />);
