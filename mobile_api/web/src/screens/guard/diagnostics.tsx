// What this phone and this app are like, to be copied as text for whoever helps. No name, no number, no word typed.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { online } from '../../api/http.ts';
import { session } from '../../api/session.ts';
import { Empty, Pairs, Section } from '../../components/basics.tsx';
import { Button } from '../../components/controls.tsx';
import { Screen } from '../../components/frame.tsx';
import { toast } from '../../components/overlays.tsx';
import { time } from '../../i18n/format.ts';
import { t } from '../../i18n/staff.ts';
import { sentAndWaiting } from '../../lib/outbox.ts';
import { support } from '../../lib/passkeys.ts';
import { updateReady } from '../../lib/worker.ts';
import { isOpen } from '../../store/outbox.ts';
import { troubles } from './troubles.ts';

interface Link {
  effectiveType?: string;
  saveData?: boolean;
  rtt?: number;
}

const MEGABYTE = 1_048_576;

/** The build that runs here is told by the name of its script. */
const build = (): string =>
  document.querySelector<HTMLScriptElement>('script[type=module]')?.src.split('/').pop() ?? '?';

const storage = async (): Promise<string> => {
  const room = await navigator.storage?.estimate?.();
  const kept = await navigator.storage?.persisted?.();
  if (!room) return '?';
  const [used, all] = [room.usage ?? 0, room.quota ?? 0].map((size) => (size / MEGABYTE).toFixed(1));
  return `${used} / ${all} MB, persisted ${kept}`;
};

const worker = async (): Promise<string> => {
  const known = await navigator.serviceWorker?.getRegistration?.();
  if (!known) return 'none';
  return `${known.active?.state ?? 'no active'}${updateReady.value ? ', update waits' : ''}`;
};

const network = (): string => {
  const link = (navigator as Navigator & { connection?: Link }).connection;
  const told = link ? `${link.effectiveType}, rtt ${link.rtt}, save-data ${link.saveData}` : '?';
  return `${online.value ? 'answers' : 'no answer'}, ${session.value}, ${told}`;
};

const outbox = (): string => {
  const items = sentAndWaiting.value;
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item.state, (counts.get(item.state) ?? 0) + 1);
  const states = [...counts].map(([state, n]) => `${state} ${n}`).join(', ');
  return `${items.filter(isOpen).length} open${states && `; ${states}`}`;
};

const facts = async (): Promise<[string, string][]> => [
  [t('diagBuild'), build()],
  [t('diagBrowser'), navigator.userAgent],
  [t('diagScreen'), `${innerWidth}x${innerHeight} @${devicePixelRatio}, ${navigator.language}`],
  [t('diagNetwork'), network()],
  [t('diagStorage'), await storage()],
  [t('diagWorker'), await worker()],
  [t('diagOutbox'), outbox()],
  [t('diagPasskeys'), support()],
  [t('diagTime'), new Date().toISOString()],
];

const moment = (at: number): string => time(new Date(at).toISOString());

export const DiagnosticsScreen = () => {
  const told = useSignal<[string, string][]>([]);
  useEffect(() => {
    void facts().then((found) => (told.value = found));
  }, []);
  const copy = async (): Promise<void> => {
    const lines = [...told.value.map(([name, value]) => `${name}: ${value}`)];
    lines.push(...troubles.map((one) => `${new Date(one.at).toISOString()} ${one.what}`));
    await navigator.clipboard.writeText(lines.join('\n'));
    toast(t('diagCopied'));
  };
  return (
    <Screen
      title={t('diagTitle')}
      parent="/me"
      actions={
        <Button kind="primary" wide onClick={() => void copy()}>
          {t('diagCopy')}
        </Button>
      }
    >
      <p class="muted">{t('diagText')}</p>
      <div class="card">
        <Pairs of={told.value} />
      </div>
      <Section title={t('diagTroubles')}>
        {troubles.length === 0 ? (
          <Empty icon="check" title={t('diagNoTroubles')} />
        ) : (
          <div class="card">
            <Pairs of={[...troubles].reverse().map((one) => [moment(one.at), one.what] as const)} />
          </div>
        )}
      </Section>
    </Screen>
  );
};
