// Staff and their rights: who works where, who may do what, and what an administrator does about it.
import { useSignal } from '@preact/signals';
import { Badge, Notice, Pairs, Section, Skeleton } from '../../components/basics.tsx';
import { Button, SelectField } from '../../components/controls.tsx';
import { ReadFailure } from '../../components/failure.tsx';
import { Screen } from '../../components/frame.tsx';
import { Search } from '../../components/search.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { Posts, StaffMember, WideStaff } from '../../generated/ids/wide.ts';
import type { PostsData, StaffMemberData, StaffOrder, WideStaffData } from '../../generated/operations.ts';
import { language } from '../../i18n/core.ts';
import { label, t } from '../../i18n/staff.ts';
import { usePages } from '../../lib/pages.ts';
import { useQuery } from '../../lib/query.ts';
import { may, viewer } from '../../lib/viewer.ts';
import { Split } from '../desk/frame.tsx';
import { hrefIn } from '../desk/lists.tsx';
import { AppointSheet, DisableSheet, EndLeaveSheet, HandOverSheet } from './acts.tsx';

type Row = WideStaffData['staff']['nodes'][number];
export type Member = NonNullable<StaffMemberData['staffMember']>;

export const named = (of: { nameZh: string; nameEn: string }): string =>
  language.value === 'zh' ? of.nameZh : of.nameEn;
const postsOf = (of: { positions: Member['positions'] }): string =>
  of.positions.map(named).join(language.value === 'zh' ? '、' : ', ');

const columns = (): Column<Row>[] => [
  { name: t('name'), text: (row) => row.name, orders: ['NAME', 'NEWEST'] },
  { name: t('wideLogin'), text: (row) => row.login, orders: ['LOGIN', 'NEWEST'] },
  { name: t('branch'), text: (row) => row.branch.name },
  { name: t('mePositions'), text: postsOf },
  {
    name: t('wideState'),
    text: (row) => label('StaffState', row.state),
    cell: (row) => (
      <Badge tone={row.state === 'ACTIVE' ? 'ok' : 'warn'}>{label('StaffState', row.state)}</Badge>
    ),
  },
];

export const StaffPart = ({ id }: { id: string | null }) => {
  const search = useSignal('');
  const order = useSignal<StaffOrder>('LOGIN');
  const operation = useSignal('');
  const position = useSignal('');
  const posts = useQuery(Posts, {}).data;
  const paged = usePages(
    WideStaff,
    {
      order: order.value,
      ...(search.value && { search: search.value }),
      ...(operation.value && { operation: operation.value }),
      ...(position.value && { position: position.value }),
    },
    (data) => data.staff,
  );
  return (
    <Split
      title={t('wideStaff')}
      home="/desk/staff"
      tools={
        <div class="row tools">
          <Search label={t('wideStaffSearch')} onSearch={(text) => (search.value = text)} />
          <SelectField
            label={t('wideWhoCan')}
            value={operation.value}
            empty={t('filterAll')}
            choices={(posts?.operationNames ?? []).map((one) => ({ value: one.code, label: `${named(one)} · ${one.code}` }))}
            onChange={(value) => (operation.value = value)}
          />
          <SelectField
            label={t('mePositions')}
            value={position.value}
            empty={t('filterAll')}
            choices={(posts?.positions ?? []).map((one) => ({ value: one.code, label: named(one) }))}
            onChange={(value) => (position.value = value)}
          />
        </div>
      }
      list={
        <Table
          label={t('wideStaff')}
          columns={columns()}
          paged={paged}
          keyOf={(row) => row.id}
          hrefOf={hrefIn('staff')}
          chosen={id}
          home="/desk/staff"
          order={order.value}
          onOrder={(wanted) => (order.value = wanted as StaffOrder)}
        />
      }
      detail={id && posts && <Detail key={id} id={id} posts={posts} onChanged={() => void paged.reload()} />}
    />
  );
};

type Acts = 'appoint' | 'transfer' | 'leave' | 'back' | 'disable';

const Detail = ({ id, posts, onChanged }: { id: string; posts: PostsData; onChanged: () => void }) => {
  const { data, error, reload } = useQuery(StaffMember, { id });
  const open = useSignal<Acts | null>(null);
  const of = data?.staffMember;
  const close = (): void => void (open.value = null);
  const done = (): void => {
    close();
    void reload();
    onChanged();
  };
  return (
    <Screen title={of?.name ?? t('wideStaff')} parent="/desk/staff">
      {error && <ReadFailure error={error} onRetry={() => void reload()} />}
      {!data && !error && <Skeleton heights={[120, 200]} />}
      {of && (
        <>
          <div class="card">
            <Pairs
              of={[
                [t('wideLogin'), of.login],
                [t('branch'), of.branch.name],
                [t('wideState'), label('StaffState', of.state)],
                [t('mePositions'), postsOf(of)],
              ]}
            />
          </div>
          {of.id === viewer.value?.staff.id ? (
            <Notice>{t('wideOwnRights')}</Notice>
          ) : (
            <Buttons of={of} onOpen={(what) => (open.value = what)} />
          )}
          <Rights of={of} posts={posts} />
          {open.value === 'appoint' && <AppointSheet of={of} posts={posts} onClose={close} onDone={done} />}
          {(open.value === 'transfer' || open.value === 'leave') && (
            <HandOverSheet of={of} leave={open.value === 'leave'} onClose={close} onDone={done} />
          )}
          {open.value === 'back' && <EndLeaveSheet of={of} onClose={close} onDone={done} />}
          {open.value === 'disable' && <DisableSheet of={of} onClose={close} onDone={done} />}
        </>
      )}
    </Screen>
  );
};

const Buttons = ({ of, onOpen }: { of: Member; onOpen: (what: Acts) => void }) => {
  const works = of.state !== 'DISABLED';
  const away = of.state === 'ON_LEAVE';
  const offers: [Acts, boolean][] = [
    ['appoint', works && may('staff:appoint')],
    ['transfer', may('staff:transfer')],
    ['leave', works && !away && may('staff:transfer')],
    ['back', away && may('staff:transfer')],
    ['disable', works && may('staff:disable')],
  ];
  return (
    <div class="row">
      {offers.map(
        ([what, offered]) =>
          offered && (
            <Button key={what} kind={what === 'disable' ? 'danger' : 'outline'} onClick={() => onOpen(what)}>
              {label('wideAct', what)}
            </Button>
          ),
      )}
    </div>
  );
};

/** What somebody may do today, each with the positions that let him. */
const Rights = ({ of, posts }: { of: Member; posts: PostsData }) => {
  const held = posts.positions.filter((post) => of.positions.some((own) => own.code === post.code));
  const granted = posts.operationNames
    .map((one) => ({ ...one, by: held.filter((post) => post.operations.includes(one.code)) }))
    .filter((one) => one.by.length > 0);
  return (
    <Section title={t('wideMayDo')} aside={t('count', { n: granted.length })}>
      <ul class="card flush list">
        {granted.map((one) => (
          <li key={one.code} class="item">
            <span class="main">
              <span class="title">{named(one)}</span>
              <span class="sub">{one.code}</span>
            </span>
            <span class="end small muted">
              {one.by.map((post) => `${named(post)} · ${label('ScopeKind', post.scopeKind)}`).join(', ')}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
};
