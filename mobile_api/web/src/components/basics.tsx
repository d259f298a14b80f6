// Small parts that every screen is put together from.
import type { ComponentChildren } from 'preact';
import { amountParts } from '../i18n/format.ts';
import { Icon, type IconName } from './icons.tsx';

export type Tone = 'plain' | 'ok' | 'warn' | 'bad' | 'info' | 'brand';

/** A large amount: the yuan carry the eye, sign and cents step back. Read out as one text. */
export const Figure = ({ amount }: { amount: string }) => {
  const parts = amountParts(amount);
  if (!parts) return <span class="figure">{amount}</span>;
  return (
    <span class="figure num">
      <span class="yen">{parts.sign}¥</span>
      {parts.yuan}
      <span class="cents">.{parts.cents}</span>
    </span>
  );
};

export const Badge = ({ tone = 'plain', children }: { tone?: Tone; children: ComponentChildren }) => (
  <span class={`badge ${tone}`}>{children}</span>
);

export const Section = (props: { title: string; aside?: ComponentChildren; children: ComponentChildren }) => (
  <section class="section">
    <header>
      <h2>{props.title}</h2>
      {props.aside !== undefined && <span class="aside">{props.aside}</span>}
    </header>
    {props.children}
  </section>
);

const NOTICE_ICONS: Record<string, IconName> = { ok: 'check', warn: 'warn', bad: 'warn', info: 'info' };

export const Notice = (props: {
  tone?: 'ok' | 'warn' | 'bad' | 'info';
  children: ComponentChildren;
  live?: boolean;
}) => {
  const tone = props.tone ?? 'info';
  return (
    <div class={`notice ${tone}`} role={props.live ? (tone === 'bad' ? 'alert' : 'status') : undefined}>
      <Icon name={NOTICE_ICONS[tone] ?? 'info'} size={20} />
      <div class="main">{props.children}</div>
    </div>
  );
};

export const Empty = (props: { icon: IconName; title: string; children?: ComponentChildren }) => (
  <div class="empty">
    <Icon name={props.icon} size={40} />
    <strong>{props.title}</strong>
    {props.children}
  </div>
);

/** Grey shapes of the height that the content will have, so that nothing jumps. */
export const Skeleton = ({ heights }: { heights: number[] }) => (
  <div class="stack" aria-hidden="true">
    {heights.map((height, index) => (
      <div key={index} class="skeleton" style={{ height: `${height}px` }} />
    ))}
  </div>
);

export type Pair = readonly [term: string, value: ComponentChildren] | null | false;

const isPair = (pair: Pair): pair is readonly [string, ComponentChildren] => Boolean(pair);

export const Pairs = ({ of }: { of: Pair[] }) => (
  <dl class="pairs">
    {of.filter(isPair).map(([term, value]) => (
      <div key={term}>
        <dt>{term}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);

export const Facts = ({ of }: { of: Pair[] }) => (
  <dl class="facts">
    {of.filter(isPair).map(([term, value]) => (
      <div key={term}>
        <dt>{term}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);

/** A share of a limit as a bar; `share` is 0 to 1 for drawing only. */
export const Meter = (props: { share: number; tone?: 'warn' | 'bad' | 'plain'; label: string }) => (
  <div class={`meter ${props.tone ?? ''}`} role="img" aria-label={props.label}>
    <i style={{ '--share': String(Math.min(Math.max(props.share, 0), 1)) }} />
  </div>
);

/** A row that leads somewhere (href) or just tells. */
export const Item = (props: {
  href?: string;
  lead?: ComponentChildren;
  title: ComponentChildren;
  sub?: ComponentChildren;
  end?: ComponentChildren;
}) => {
  const body = (
    <>
      {props.lead !== undefined && <span class="lead">{props.lead}</span>}
      <span class="main">
        <span class="title">{props.title}</span>
        {props.sub !== undefined && <span class="sub">{props.sub}</span>}
      </span>
      {props.end !== undefined && <span class="end">{props.end}</span>}
    </>
  );
  if (props.href === undefined) return <div class="item">{body}</div>;
  return (
    <a class="item" href={props.href}>
      {body}
      <Icon name="next" size={18} />
    </a>
  );
};
