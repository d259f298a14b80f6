// Reports as files: ordered here, drawn in the background with progress, fetched when they are ready.
import { useSignal } from '@preact/signals';
import { download } from '../../api/files.ts';
import { Badge, Empty, Meter, Section, type Tone } from '../../components/basics.tsx';
import { Button } from '../../components/controls.tsx';
import { Failure } from '../../components/failure.tsx';
import { Screen } from '../../components/frame.tsx';
import { List } from '../../components/list.tsx';
import { ReportExports, ReportOffers, type ReportExportsData, type ReportOffersData } from '../../generated/operations.ts';
import { ago, date } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { usePages } from '../../lib/pages.ts';
import { usePoll } from '../../lib/poll.ts';
import { useQuery } from '../../lib/query.ts';
import { may } from '../../lib/viewer.ts';
import { titleOf } from './figures.ts';
import { Mailings } from './mailings.tsx';
import { OrderSheet } from './ordering.tsx';

type Export = ReportExportsData['exports']['nodes'][number];
export type Offer = ReportOffersData['reportOffers'][number];

const LOOK_AGAIN_MS = 2000;
const TONES: Record<string, Tone> = { ORDERED: 'plain', DRAWING: 'info', READY: 'ok', FAILED: 'bad' };
const MEGABYTE = 1024 * 1024;

const sizeOf = (bytes: number): string =>
  bytes < MEGABYTE ? `${Math.ceil(bytes / 1024)} kB` : `${(bytes / MEGABYTE).toFixed(1)} MB`;

export const ReportsScreen = () => {
  const paged = usePages(ReportExports, {}, (data) => data.exports);
  const { data } = useQuery(ReportOffers, {});
  const offers = data?.reportOffers ?? [];
  const ordering = useSignal(false);
  usePoll(paged.rows?.some((one) => one.state === 'ORDERED' || one.state === 'DRAWING') ?? false, paged.reload, LOOK_AGAIN_MS);
  return (
    <Screen
      title={t('reportsTitle')}
      parent="/tiles"
      actions={
        <Button kind="primary" wide disabled={offers.length === 0} onClick={() => (ordering.value = true)}>
          {t('reportsOrder')}
        </Button>
      }
    >
      <div class="board">
        <div>
          <List
            cards
            skeleton={96}
            paged={paged}
            row={(one) => <ExportCard of={one} offers={offers} />}
            empty={<Empty icon="document" title={t('reportsNone')} />}
          />
        </div>
        {may('report:schedule') && (
          <div>
            <Section title={t('reportsMailings')}>
              <Mailings offers={offers} />
            </Section>
          </div>
        )}
      </div>
      {ordering.value && (
        <OrderSheet offers={offers} onClose={() => (ordering.value = false)} onDone={() => void paged.reload()} />
      )}
    </Screen>
  );
};

export const nameOf = (report: string, offers: Offer[]): string => {
  const offer = offers.find((one) => one.code === report);
  return offer ? titleOf(offer) : report;
};

const ExportCard = ({ of, offers }: { of: Export; offers: Offer[] }) => {
  const action = useAction();
  const { url } = of;
  const share = of.rowsTotal ? of.rowsDone / of.rowsTotal : 0;
  const name = nameOf(of.report, offers);
  return (
    <div class="card">
      <div class="row between">
        <strong>
          {name} · {label('ExportForm', of.form)}
        </strong>
        <Badge tone={TONES[of.state] ?? 'plain'}>{label('ExportState', of.state)}</Badge>
      </div>
      <p class="small muted">
        <span class="num">
          {of.since} – {of.until}
        </span>{' '}
        · {ago(of.orderedAt)}
      </p>
      {of.state === 'DRAWING' && of.rowsTotal !== null && (
        <>
          <Meter share={share} label={t('reportsRows', { done: of.rowsDone, total: of.rowsTotal })} />
          <p class="small num">{t('reportsRows', { done: of.rowsDone, total: of.rowsTotal })}</p>
        </>
      )}
      {of.state === 'FAILED' && <p class="small tone-bad">{t('reportsFailed', { code: of.code ?? '' })}</p>}
      {of.state === 'READY' && (
        <p class="small muted">
          {url === null
            ? t('reportsGone')
            : t('reportsReady', { size: sizeOf(of.bytesSize ?? 0), day: date(of.expiresOn) })}
        </p>
      )}
      {action.error && <Failure error={action.error} />}
      {url !== null && (
        <Button
          kind="outline"
          wide
          busy={action.busy}
          onClick={() => void action.run(() => download(url, `${of.report}_${of.since}_${of.until}.${of.form.toLowerCase()}`))}
        >
          {t('reportsFetch')}
        </Button>
      )}
    </div>
  );
};
