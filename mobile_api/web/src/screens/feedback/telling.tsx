// Telling those who look after the app what is wrong: in words, with a picture of the screen where one likes.
import { useSignal } from '@preact/signals';
import { uploadFile } from '../../api/files.ts';
import { Badge, Item, Section } from '../../components/basics.tsx';
import { Button, TextField } from '../../components/controls.tsx';
import { Failure, fieldError } from '../../components/failure.tsx';
import { FileField } from '../../components/filefield.tsx';
import { Icon } from '../../components/icons.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import { OwnFeedback } from '../../generated/ids/serving.ts';
import { ago } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import type { StaffKey } from '../../i18n/tables/staff-zh.ts';
import { useAction } from '../../lib/action.ts';
import { useQuery } from '../../lib/query.ts';
import { may } from '../../lib/viewer.ts';

/** The house's own desk, for those who have no place on the tabs. */
const DESKS: [href: string, name: StaffKey, ...needs: string[]][] = [
  ['/desk/staff', 'helpStaff', 'staff:appoint', 'staff:transfer', 'audit:read'],
  ['/desk/audit', 'helpAudit', 'audit:read'],
  ['/desk/feedback', 'helpFeedback', 'feedback:answer'],
];

/** On one's own page: tell, and read what became of what one told. */
export const HelpSection = () => {
  const open = useSignal(false);
  const { data, reload } = useQuery(OwnFeedback, {});
  if (!may('feedback:tell')) return null;
  return (
    <Section title={t('helpTitle')}>
      <div class="card flush">
        <button type="button" class="item" onClick={() => (open.value = true)}>
          <span class="lead">
            <Icon name="warn" size={20} />
          </span>
          <span class="main">
            <span class="title">{t('helpTell')}</span>
          </span>
          <Icon name="next" size={18} />
        </button>
        {DESKS.map(
          ([href, name, ...needs]) => needs.some(may) && <Item key={href} href={href} title={t(name)} />,
        )}
        {(data?.ownFeedback.nodes ?? []).map((one) => (
          <Item
            key={one.id}
            title={one.text}
            sub={one.answer ?? ago(one.toldAt)}
            end={<Badge tone={one.state === 'DONE' ? 'ok' : 'plain'}>{label('FeedbackState', one.state)}</Badge>}
          />
        ))}
      </div>
      {open.value && <TellSheet onClose={() => (open.value = false)} onDone={() => void reload()} />}
    </Section>
  );
};

const TellSheet = ({ onClose, onDone }: { onClose: () => void; onDone: () => void }) => {
  const text = useSignal('');
  const screen = useSignal('');
  const file = useSignal<File | null>(null);
  const action = useAction();
  const tell = async (): Promise<void> => {
    await uploadFile('/api/feedback', file.value, { text: text.value.trim(), screen: screen.value.trim() });
    toast(t('helpTold'));
    onDone();
    onClose();
  };
  const named = ['text', 'file'].some((field) => fieldError(action.error, field));
  return (
    <Sheet title={t('helpTell')} onClose={onClose}>
      <TextField
        lines
        required
        label={t('helpWhat')}
        value={text.value}
        error={fieldError(action.error, 'text')}
        onInput={(value) => (text.value = value)}
      />
      <TextField label={t('helpWhere')} value={screen.value} onInput={(value) => (screen.value = value)} />
      <FileField label={t('helpShot')} accept="image/png,image/jpeg,image/webp" onChange={(one) => (file.value = one)} />
      <p class="small muted">{fieldError(action.error, 'file') ?? t('helpHint')}</p>
      {action.error && !named && <Failure error={action.error} />}
      <Button
        kind="primary"
        wide
        busy={action.busy}
        disabled={text.value.trim().length < 2}
        onClick={() => void action.run(tell)}
      >
        {t('helpSend')}
      </Button>
    </Sheet>
  );
};
