// A plain table of many rows: only those in view are drawn, the keyboard walks them, further pages come by themselves.
import type { ComponentChildren } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { ago } from '../i18n/format.ts';
import { t } from '../i18n/staff.ts';
import type { Paged } from '../lib/pages.ts';
import { asTsv, slice, step } from '../lib/rows.ts';
import { navigate } from '../lib/router.ts';
import { Empty, Notice, Skeleton } from './basics.tsx';
import { ReadFailure } from './failure.tsx';
import { toast } from './overlays.tsx';

export interface Column<Row> {
  name: string;
  /** What is copied and, without `cell`, what is shown. */
  text: (row: Row) => string;
  cell?: (row: Row) => ComponentChildren;
  number?: boolean;
  /** The server's orders that this column's head asks for, one after the other. */
  orders?: string[];
}

interface Props<Row> {
  label: string;
  columns: Column<Row>[];
  paged: Paged<Row>;
  keyOf: (row: Row) => string;
  hrefOf: (row: Row) => string;
  chosen: string | null;
  /** Where Esc leads from a chosen row. */
  home: string;
  order?: string;
  onOrder?: (order: string) => void;
}

const ROW_REM = 2.75;
const KEYS: Record<string, number> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, PageDown: 12, PageUp: -12 };
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);

export const Table = <Row,>(props: Props<Row>) => {
  const { columns, paged, keyOf, hrefOf, chosen } = props;
  const box = useRef<HTMLDivElement>(null);
  const from = useSignal(0);
  const at = useSignal(0);
  /** The key of a row that is to have the keyboard as soon as it is drawn. */
  const awaited = useRef<string | null>(null);
  const height = ROW_REM * parseFloat(getComputedStyle(document.documentElement).fontSize);
  const rows = paged.rows ?? [];
  const view = slice(from.value, box.current?.clientHeight ?? innerHeight, height, rows.length);

  const focusOn = (index: number): void => {
    const shell = box.current;
    if (!shell || !rows[index]) return;
    at.value = index;
    const top = index * height;
    if (top < shell.scrollTop) shell.scrollTop = top;
    else if (top + height * 2 > shell.scrollTop + shell.clientHeight) shell.scrollTop = top + height * 2 - shell.clientHeight;
    from.value = shell.scrollTop;
    const link = shell.querySelector<HTMLElement>(`[data-row="${index}"] a`);
    awaited.current = link ? null : keyOf(rows[index]);
    link?.focus({ preventScroll: true });
    if (index > rows.length - 8 && !paged.loading) void paged.more?.();
  };

  useEffect(() => {
    const place = rows.findIndex((row) => keyOf(row) === chosen);
    if (place >= 0) at.value = place;
  }, [chosen, paged.rows === null]);

  useLayoutEffect(() => {
    if (awaited.current !== null) focusOn(rows.findIndex((row) => keyOf(row) === awaited.current));
  });

  // with the rows themselves, not after the next paint: a key that is struck at once finds them
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
      const typing = isTyping(event.target);
      if (event.key === 'Escape') {
        if (typing) focusOn(at.peek());
        else if (chosen !== null) {
          awaited.current = chosen; // its row may still be on the way
          navigate(props.home);
        }
      } else if (typing) return;
      else if (event.key === '/') document.querySelector<HTMLElement>('input[type=search]')?.focus();
      else if (event.key === 'Home' || event.key === 'End') focusOn(event.key === 'Home' ? 0 : rows.length - 1);
      else if (KEYS[event.key] !== undefined) {
        const inside = box.current?.contains(document.activeElement) ?? false;
        focusOn(step(at.peek(), inside ? KEYS[event.key]! : 0, rows.length));
      } else return;
      event.preventDefault();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });

  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(asTsv(columns, rows));
    toast(t('wideCopied', { n: rows.length }));
  };
  const turn = (orders: string[]): void =>
    props.onOrder?.(orders[(orders.indexOf(props.order ?? '') + 1) % orders.length]!);
  const sorted = (column: Column<Row>): 'ascending' | 'descending' | undefined => {
    const place = column.orders?.indexOf(props.order ?? '') ?? -1;
    return place < 0 ? undefined : /OLDEST|SMALLEST|LOGIN|NAME/.test(props.order!) ? 'ascending' : 'descending';
  };

  if (!paged.rows) {
    if (paged.error) return <ReadFailure error={paged.error} onRetry={() => void paged.reload()} />;
    return <Skeleton heights={[36, 44, 44, 44, 44, 44]} />;
  }
  return (
    <>
      {paged.error && (
        <Notice tone="warn" live>
          {t('showingOld', { ago: ago(new Date(paged.at).toISOString()) })}
        </Notice>
      )}
      <p class="list-head row between">
        <span>{t('wideShown', { n: rows.length, all: paged.total })}</span>
        <button type="button" class="chip" onClick={() => void copy()}>
          {t('wideCopy')}
        </button>
      </p>
      <div
        class="grid card flush"
        ref={box}
        role="region"
        aria-label={props.label}
        tabIndex={rows.length ? -1 : 0}
        onScroll={(event) => {
          const shell = event.currentTarget;
          from.value = shell.scrollTop;
          if (shell.scrollTop + shell.clientHeight > shell.scrollHeight - 8 * height && !paged.loading) void paged.more?.();
        }}
      >
        {rows.length === 0 ? (
          <Empty icon="search" title={t('wideNone')} />
        ) : (
          <table aria-rowcount={paged.total + 1}>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column.name} scope="col" class={column.number ? 'n' : ''} aria-sort={sorted(column)}>
                    {column.orders ? (
                      <button type="button" onClick={() => turn(column.orders!)}>
                        {column.name} <span aria-hidden="true">{sorted(column) === 'ascending' ? '↑' : sorted(column) ? '↓' : '↕'}</span>
                      </button>
                    ) : (
                      column.name
                    )}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {view.above > 0 && <tr aria-hidden="true" style={{ height: `${view.above}px` }} />}
              {rows.slice(view.first, view.last).map((row, place) => {
                const index = view.first + place;
                const key = keyOf(row);
                return (
                  <tr
                    key={key}
                    data-row={index}
                    class={key === chosen ? 'chosen' : ''}
                    aria-rowindex={index + 2}
                    onClick={(event) => {
                      if (!(event.target as Element).closest('a')) navigate(hrefOf(row));
                    }}
                  >
                    {columns.map((column, number) => {
                      const held = column.cell?.(row) ?? column.text(row);
                      if (number > 0)
                        return (
                          <td key={column.name} class={column.number ? 'n' : ''}>
                            {held}
                          </td>
                        );
                      return (
                        <th key={column.name} scope="row">
                          <a
                            href={hrefOf(row)}
                            tabIndex={index === at.value ? 0 : -1}
                            aria-current={key === chosen ? 'true' : undefined}
                            onFocus={() => (at.value = index)}
                          >
                            {held}
                          </a>
                        </th>
                      );
                    })}
                  </tr>
                );
              })}
              {view.below > 0 && <tr aria-hidden="true" style={{ height: `${view.below}px` }} />}
            </tbody>
          </table>
        )}
      </div>
    </>
  );
};
