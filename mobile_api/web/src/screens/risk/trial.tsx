// What a draft would have changed over the last quarter: how many, from where to where, and which, with the reasons.
import type { ComponentChildren } from 'preact';
import { Badge, Notice, Section } from '../../components/basics.tsx';
import { t } from '../../i18n/staff.ts';

export interface Shift {
  before: string;
  after: string;
  count: number;
}

export interface Example {
  id: string;
  number: string;
  before: string;
  after: string;
  detail: ComponentChildren;
}

export const Trial = (props: { considered: number; moved: number; shifts: Shift[]; examples: Example[] }) => (
  <Section title={t('trialTitle')} aside={t('trialOf', { moved: props.moved, n: props.considered })}>
    {props.moved === 0 ? (
      <Notice tone="ok">{t(props.considered === 0 ? 'trialNobody' : 'trialNothing')}</Notice>
    ) : (
      <div class="card stack">
        <ul class="list">
          {props.shifts.map((one) => (
            <li key={`${one.before} ${one.after}`} class="row between">
              <span>
                {one.before} → <strong>{one.after}</strong>
              </span>
              <Badge tone="info">{one.count}</Badge>
            </li>
          ))}
        </ul>
        <details class="ruled">
          <summary>{t('trialWhich', { n: props.examples.length })}</summary>
          <ul class="list">
            {props.examples.map((one) => (
              <li key={one.id}>
                <a href={`/applications/${encodeURIComponent(one.id)}`} class="num">
                  {one.number}
                </a>{' '}
                <span class="muted">
                  {one.before} → {one.after}
                </span>
                <div class="small">{one.detail}</div>
              </li>
            ))}
          </ul>
        </details>
      </div>
    )}
  </Section>
);
