// One's own page: who I am here, language, theme, log out, and what to do when a phone is lost.
import { useSignal } from '@preact/signals';
import { act } from '../api/graphql.ts';
import { UnclearError } from '../api/errors.ts';
import { endedBecause, logOut } from '../api/session.ts';
import { Badge, Item, Pairs, Section } from '../components/basics.tsx';
import { Button, Segments } from '../components/controls.tsx';
import { Failure } from '../components/failure.tsx';
import { Screen } from '../components/frame.tsx';
import { Icon } from '../components/icons.tsx';
import { Sheet, toast } from '../components/overlays.tsx';
import { EndOtherSessions } from '../generated/operations.ts';
import { language, setLanguage, type Language } from '../i18n/core.ts';
import { label, t } from '../i18n/staff.ts';
import { useAction } from '../lib/action.ts';
import { underway } from '../lib/errandstart.ts';
import { leaveNothing } from '../lib/keeping.ts';
import { lazy } from '../lib/lazy.tsx';
import { unread } from '../lib/notices.ts';
import { sentAndWaiting } from '../lib/outbox.ts';
import { setTheme, theme, type Theme } from '../lib/theme.ts';
import { may, viewer } from '../lib/viewer.ts';
import { isOpen } from '../store/outbox.ts';

const HelpSection = lazy(() => import('../parts/field.ts'), 'HelpSection', null);

const LeaveSheet = lazy(() => import('../parts/guard.ts'), 'LeaveSheet');

const leave = async (): Promise<void> => {
  try {
    await logOut();
  } catch (error) {
    if (error instanceof UnclearError) endedBecause.value = t('meLogOutUnclear');
  } finally {
    // The server has the browser's storage emptied at log-out; how the page looks is no secret and stays.
    await leaveNothing();
    setTheme(theme.value);
    await setLanguage(language.value);
  }
};

export const MeScreen = () => {
  const lost = useSignal(false);
  const leaving = useSignal(false);
  const asking = useSignal(false);
  const me = viewer.value;
  if (!me) return <Screen title={t('tabMe')}>{null}</Screen>;
  const positions = me.staff.positions.map((one) => (language.value === 'zh' ? one.nameZh : one.nameEn));
  return (
    <Screen title={t('tabMe')}>
      <div class="card">
        <div class="person">
          <span class="lead">{me.staff.name.slice(0, 1)}</span>
          <div>
            <strong class="name">{me.staff.name}</strong>
            <p class="muted num">{me.staff.login}</p>
          </div>
        </div>
        <Pairs
          of={[
            [t('mePositions'), positions.join(language.value === 'zh' ? '、' : ', ')],
            [t('meBranch'), me.staff.branch.name],
            me.scopeKind !== null && [t('meScope'), label('ScopeKind', me.scopeKind)],
          ]}
        />
      </div>
      <div class="card flush">
        <ul class="list">
          <li>
            <Item
              href="/notices"
              lead={<Icon name="info" size={20} />}
              title={t('noticesLink')}
              end={unread.value > 0 ? <Badge tone="brand">{unread.value}</Badge> : undefined}
            />
          </li>
          {may('alert:read') && (
            <li>
              <Item href="/alerts" lead={<Icon name="warn" size={20} />} title={t('alertsLink')} />
            </li>
          )}
          {may('collection:read') && (
            <li>
              <Item href="/collection" lead={<Icon name="phone" size={20} />} title={t('tabCollection')} />
            </li>
          )}
          {['compliance:read', 'ticket:answer', 'dossier:draw'].some(may) && (
            <li>
              <Item href="/law" lead={<Icon name="shield" size={20} />} title={t('lawLink')} />
            </li>
          )}
          {may('application:read') && (
            <li>
              <Item href="/applications" lead={<Icon name="document" size={20} />} title={t('tabApplications')} />
            </li>
          )}
          {may('till:read') && (
            <li>
              <Item href="/counter" lead={<Icon name="money" size={20} />} title={t('counterLink')} />
            </li>
          )}
          {may('approval:delegate') && (
            <li>
              <Item href="/me/stand-ins" lead={<Icon name="people" size={20} />} title={t('standInTitle')} />
            </li>
          )}
          {['matrix:read', 'decision:read', 'customer:merge', 'dashboard:read'].some(may) && (
            <li>
              <Item href="/risk" lead={<Icon name="shield" size={20} />} title={t('riskLink')} />
            </li>
          )}
          {may('loan:read') && (
            <li>
              <Item href="/loans" lead={<Icon name="tiles" size={20} />} title={t('tabLoans')} />
            </li>
          )}
        </ul>
      </div>
      <HelpSection />
      <Section title={t('meAppearance')}>
        <div class="card stack">
          <Segments
            label={t('language')}
            value={language.value}
            choices={[
              { value: 'zh', label: '中文' },
              { value: 'en', label: 'English' },
            ]}
            onChange={(value) => void setLanguage(value as Language)}
          />
          <Segments
            label={t('meTheme')}
            value={theme.value}
            choices={[
              { value: 'auto', label: t('themeAuto') },
              { value: 'light', label: t('themeLight') },
              { value: 'dark', label: t('themeDark') },
            ]}
            onChange={(value) => setTheme(value as Theme)}
          />
        </div>
      </Section>
      <Section title={t('meSecurity')}>
        <div class="card flush">
          <Item href="/me/security" lead={<Icon name="shield" size={20} />} title={t('safetyLink')} />
          <Item href="/me/diagnostics" lead={<Icon name="info" size={20} />} title={t('diagLink')} />
          <button type="button" class="item" onClick={() => (lost.value = true)}>
            <span class="lead">
              <Icon name="shield" size={20} />
            </span>
            <span class="main">
              <span class="title">{t('meLostPhone')}</span>
            </span>
            <Icon name="next" size={18} />
          </button>
        </div>
      </Section>
      <Button
        kind="danger"
        wide
        busy={leaving.value}
        onClick={() => {
          if (sentAndWaiting.value.some(isOpen) || underway.value > 0) {
            asking.value = true;
            return;
          }
          leaving.value = true;
          void leave();
        }}
      >
        {t('meLogOut')}
      </Button>
      {asking.value && <LeaveSheet leave={leave} onClose={() => (asking.value = false)} />}
      {lost.value && <LostPhone onClose={() => (lost.value = false)} />}
    </Screen>
  );
};

const LostPhone = ({ onClose }: { onClose: () => void }) => {
  const action = useAction();
  const end = async (): Promise<void> => {
    await act('end-other-sessions', EndOtherSessions, (idempotencyKey) => ({ input: { idempotencyKey } }));
    toast(t('meOthersEnded'));
    onClose();
  };
  return (
    <Sheet title={t('meLostPhone')} onClose={onClose}>
      <p>{t('meLostPhoneText')}</p>
      {action.error && <Failure error={action.error} />}
      <Button kind="danger" wide busy={action.busy} onClick={() => void action.run(end)}>
        {t('meEndOthers')}
      </Button>
    </Sheet>
  );
};
