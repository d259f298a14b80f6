// The frame of a desk's part: the list on the left, what was chosen from it on the right; one after the other on a phone.
import type { ComponentChildren } from 'preact';
import { Pane, Screen } from '../../components/frame.tsx';
import { t } from '../../i18n/staff.ts';

interface Props {
  title: string;
  /** Where the list stands: a phone goes back there from a detail. */
  home: string;
  tools?: ComponentChildren;
  list: ComponentChildren;
  detail: ComponentChildren | null;
}

export const Split = ({ title, home, tools, list, detail }: Props) => (
  <Screen still wide behind={Boolean(detail)} title={title} parent={detail ? home : '/me'}>
    <div class={detail ? 'split open' : 'split'}>
      <div class="split-list stack">
        {tools}
        {list}
      </div>
      {detail && (
        <section class="split-detail" aria-label={t('wideDetail')}>
          <Pane.Provider value={true}>{detail}</Pane.Provider>
        </section>
      )}
    </div>
  </Screen>
);
