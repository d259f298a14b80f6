// A list that grows by pages: the first comes like any reading, the others when the person asks.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { ask, type Operation } from '../api/graphql.ts';
import { useQuery, type Reading } from './query.ts';

export interface Page<Row> {
  nodes: Row[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  totalCount: number;
}

export interface Paged<Row> {
  rows: Row[] | null;
  total: number;
  at: number;
  error: Error | null;
  loading: boolean;
  /** The next page is on its way. */
  growing: boolean;
  reload: () => Promise<void>;
  more: (() => Promise<void>) | null;
}

/** Rows that come all at once, as the one page that they are. */
export const whole = <Data, Row>(of: Reading<Data>, pick: (data: Data) => Row[]): Paged<Row> => {
  const rows = of.data === null ? null : pick(of.data);
  return { ...of, rows, total: rows?.length ?? 0, growing: false, more: null };
};

export const usePages = <Data, Variables extends { after?: string | null }, Row>(
  operation: Operation<Data, Variables>,
  variables: Variables,
  pick: (data: Data) => Page<Row>,
): Paged<Row> => {
  const first = useQuery(operation, variables);
  const later = useSignal<Page<Row>[]>([]);
  const failed = useSignal<Error | null>(null);
  const busy = useSignal(false);
  const page = first.data ? pick(first.data) : null;
  const key = JSON.stringify(variables);

  // A fresh first page makes the cursors behind it meaningless.
  useEffect(() => {
    later.value = [];
    failed.value = null;
  }, [key, first.at]);

  const last = later.value[later.value.length - 1] ?? page;
  const more = async (): Promise<void> => {
    if (!last || busy.peek()) return;
    busy.value = true;
    failed.value = null;
    try {
      const next = pick(await ask(operation, { ...variables, after: last.pageInfo.endCursor }));
      later.value = [...later.value, next];
    } catch (error) {
      failed.value = error as Error;
    } finally {
      busy.value = false;
    }
  };

  return {
    rows: page ? [page, ...later.value].flatMap((part) => part.nodes) : null,
    total: page?.totalCount ?? 0,
    at: first.at,
    error: first.error ?? failed.value,
    loading: first.loading || busy.value,
    growing: busy.value,
    reload: first.reload,
    more: last?.pageInfo.hasNextPage ? more : null,
  };
};
