// What one is told: the newest first, each leading to what it is about; read when it was opened.
import { useEffect } from 'preact/hooks';
import { act } from '../../api/graphql.ts';
import { Badge, Empty, Item } from '../../components/basics.tsx';
import { Button } from '../../components/controls.tsx';
import { Failure } from '../../components/failure.tsx';
import { Screen } from '../../components/frame.tsx';
import { Icon, type IconName } from '../../components/icons.tsx';
import { List } from '../../components/list.tsx';
import { MarkNoticesRead, Notices, type NoticesData } from '../../generated/operations.ts';
import { language } from '../../i18n/core.ts';
import { ago } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { unread } from '../../lib/notices.ts';
import { usePages } from '../../lib/pages.ts';
import { navigate } from '../../lib/router.ts';

type Notice = NoticesData['notices']['nodes'][number];

const ICONS: Record<string, IconName> = { RATING_FELL: 'warn', TICKET_FILED: 'people', TICKET_DUE: 'clock', ALERT_OPENED: 'warn' };
const PLACES: Record<string, (id: string) => string> = {
  Application: (id) => `/applications/${encodeURIComponent(id)}`,
  ApprovalCase: (id) => `/inbox/${encodeURIComponent(id)}`,
  AlertDigest: () => '/alerts/digest',
  Customer: (id) => `/customers/${encodeURIComponent(id)}`,
  LawFinding: () => '/law',
  RiskAlert: (id) => `/alerts/${encodeURIComponent(id)}`,
  Ticket: () => '/law/tickets',
};

const mark = async (ids: string[] | null): Promise<void> => {
  const input = ids === null ? {} : { ids };
  const key = `notices:${ids?.join(',') ?? 'all'}`;
  await act(key, MarkNoticesRead, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
};

export const NoticesScreen = () => {
  const paged = usePages(Notices, {}, (data) => data.notices);
  const action = useAction();
  const { reload } = paged;
  useEffect(() => {
    void reload();
  }, [unread.value, reload]);
  const open = (one: Notice): void => {
    if (one.readAt === null) void action.run(() => mark([one.id]));
    const place = PLACES[one.subjectKind];
    if (place) navigate(place(one.subjectId));
  };
  const all = async (): Promise<void> => {
    if (await action.run(() => mark(null))) await reload();
  };
  return (
    <Screen title={t('noticesTitle')} parent="/me">
      {unread.value > 0 && (
        <Button kind="quiet" busy={action.busy} onClick={() => void all()}>
          {t('noticesAllRead')}
        </Button>
      )}
      {action.error && <Failure error={action.error} />}
      <List
        paged={paged}
        row={(one) => (
          <button type="button" class="plain-row" onClick={() => open(one)}>
            <Item
              lead={<Icon name={ICONS[one.kind] ?? 'info'} size={20} />}
              title={language.value === 'zh' ? one.textZh : one.textEn}
              sub={`${label('StaffNoticeKind', one.kind)} · ${ago(one.createdAt)}`}
              end={one.readAt === null ? <Badge tone="brand">{t('noticeNew')}</Badge> : undefined}
            />
          </button>
        )}
        empty={<Empty icon="check" title={t('noticesNone')} />}
      />
    </Screen>
  );
};
