// A list on the screen: skeleton, rows, "load more", old-content notice, failure, emptiness.
import type { ComponentChildren } from 'preact';
import { ago } from '../i18n/format.ts';
import { t } from '../i18n/staff.ts';
import type { Paged } from '../lib/pages.ts';
import { Notice, Skeleton } from './basics.tsx';
import { Button } from './controls.tsx';
import { ReadFailure } from './failure.tsx';

interface ListProps<Row> {
  paged: Paged<Row>;
  row: (row: Row) => ComponentChildren;
  empty: ComponentChildren;
  /** Rows are cards of their own instead of lines of one card. */
  cards?: boolean;
  skeleton?: number;
}

export const List = <Row extends { id: string }>({ paged, row, empty, cards, skeleton = 72 }: ListProps<Row>) => {
  if (!paged.rows) {
    if (paged.error) return <ReadFailure error={paged.error} onRetry={() => void paged.reload()} />;
    return <Skeleton heights={Array.from({ length: 4 }, () => skeleton)} />;
  }
  const rows = paged.rows.map((one) => <li key={one.id}>{row(one)}</li>);
  return (
    <>
      {paged.error && (
        <Notice tone="warn" live>
          {t('showingOld', { ago: ago(new Date(paged.at).toISOString()) })}{' '}
          <button type="button" onClick={() => void paged.reload()}>
            {t('retry')}
          </button>
        </Notice>
      )}
      {rows.length === 0 ? empty : <ul class={cards ? 'stack cards' : 'card flush list'}>{rows}</ul>}
      {paged.more && (
        <Button kind="outline" wide busy={paged.growing} onClick={() => void paged.more?.()}>
          {t('more')}
        </Button>
      )}
    </>
  );
};
