// What an administrator does about a member of staff: positions, leave and return, hand-over, the end.
import type { ComponentChildren } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { act, ask } from '../../api/graphql.ts';
import { newKey } from '../../api/intents.ts';
import { Notice, Pairs } from '../../components/basics.tsx';
import { Button, SelectField } from '../../components/controls.tsx';
import { Failure } from '../../components/failure.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import { AppointStaff, DisableStaff, EndLeave, TransferCustomers, WideStaff } from '../../generated/ids/wide.ts';
import type { PostsData, TransferCustomersData } from '../../generated/operations.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction, type Action } from '../../lib/action.ts';
import { useQuery } from '../../lib/query.ts';
import { named, type Member } from './staff.tsx';

interface Props {
  of: Member;
  onClose: () => void;
  onDone: () => void;
}

const finish = async (action: Action, work: () => Promise<void>, onDone: () => void): Promise<void> => {
  if (!(await action.run(work))) return;
  toast(t('wideSaved'));
  onDone();
};

export const AppointSheet = ({ of, posts, onClose, onDone }: Props & { posts: PostsData }) => {
  const chosen = useSignal(of.positions.map((one) => one.code));
  const action = useAction();
  const save = async (): Promise<void> => {
    const input = { staffId: of.id, positions: chosen.value };
    await act(`appoint:${of.id}`, AppointStaff, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
  };
  const turn = (code: string): void => {
    const held = chosen.value;
    chosen.value = held.includes(code) ? held.filter((one) => one !== code) : [...held, code];
  };
  return (
    <Sheet title={label('wideAct', 'appoint')} onClose={onClose}>
      <ul class="list">
        {posts.positions.map((post) => (
          <li key={post.code}>
            <label class="item tick">
              <input type="checkbox" checked={chosen.value.includes(post.code)} onChange={() => turn(post.code)} />
              <span class="main">
                <span class="title">{named(post)}</span>
                <span class="sub">
                  {label('ScopeKind', post.scopeKind)} · {t('wideRights', { n: post.operations.length })}
                </span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      {action.error && <Failure error={action.error} />}
      <Button kind="primary" wide busy={action.busy} onClick={() => void finish(action, save, onDone)}>
        {t('wideSave')}
      </Button>
    </Sheet>
  );
};

type Told = TransferCustomersData['transferCustomers'];

/** Shows what would move before it moves. */
export const HandOverSheet = ({ of, leave, onClose, onDone }: Props & { leave: boolean }) => {
  const to = useSignal('');
  const told = useSignal<Told | null>(null);
  const action = useAction();
  const officers = useQuery(WideStaff, { order: 'LOGIN', position: 'loan_officer' }).data?.staff.nodes ?? [];
  const input = { fromStaffId: of.id, toStaffId: to.value, kind: leave ? ('LEAVE' as const) : ('TRANSFER' as const) };
  useEffect(() => {
    told.value = null;
    if (to.value === '') return;
    // a preview changes nothing, so its key may be a fresh one each time
    const idempotencyKey = newKey();
    void action.run(async () => {
      const asked = { input: { ...input, preview: true, idempotencyKey } };
      told.value = (await ask(TransferCustomers, asked)).transferCustomers;
    });
  }, [to.value]);
  const move = async (): Promise<void> => {
    await act(`hand:${of.id}`, TransferCustomers, (idempotencyKey) => ({
      input: { ...input, preview: false, idempotencyKey },
    }));
  };
  return (
    <Sheet title={label('wideAct', leave ? 'leave' : 'transfer')} onClose={onClose}>
      <SelectField
        label={t('wideReceiver')}
        value={to.value}
        empty="—"
        choices={officers
          .filter((one) => one.id !== of.id && one.state === 'ACTIVE')
          .map((one) => ({ value: one.id, label: `${one.name} · ${one.branch.name}` }))}
        onChange={(value) => (to.value = value)}
      />
      {told.value && (
        <>
          <Notice>{t('wideWouldMove', { n: told.value.customers })}</Notice>
          <Pairs of={told.value.moved.map((one) => [one.kind, String(one.rows)] as const)} />
        </>
      )}
      {action.error && <Failure error={action.error} />}
      <Button
        kind="primary"
        wide
        busy={action.busy}
        disabled={told.value === null}
        onClick={() => void finish(action, move, onDone)}
      >
        {label('wideAct', leave ? 'leave' : 'transfer')}
      </Button>
    </Sheet>
  );
};

const Plain = (props: { title: string; text: ComponentChildren; run: () => Promise<void> } & Props & { bad?: boolean }) => {
  const action = useAction();
  return (
    <Sheet title={props.title} onClose={props.onClose}>
      <p>{props.text}</p>
      {action.error && <Failure error={action.error} />}
      <Button
        kind={props.bad ? 'danger' : 'primary'}
        wide
        busy={action.busy}
        onClick={() => void finish(action, props.run, props.onDone)}
      >
        {props.title}
      </Button>
    </Sheet>
  );
};

export const EndLeaveSheet = (props: Props) => (
  <Plain
    {...props}
    title={label('wideAct', 'back')}
    text={t('wideBackText')}
    run={async () => {
      const staffId = props.of.id;
      await act(`back:${staffId}`, EndLeave, (idempotencyKey) => ({ input: { staffId, idempotencyKey } }));
    }}
  />
);

export const DisableSheet = (props: Props) => (
  <Plain
    {...props}
    bad
    title={label('wideAct', 'disable')}
    text={t('wideDisableText')}
    run={async () => {
      const staffId = props.of.id;
      await act(`disable:${staffId}`, DisableStaff, (idempotencyKey) => ({ input: { staffId, idempotencyKey } }));
    }}
  />
);
