// The visit on the application's page: what was found, the photos, and the second person's word.
import { useSignal } from '@preact/signals';
import { usePicture } from '../../api/files.ts';
import { act } from '../../api/graphql.ts';
import { Badge, Facts, Notice, Pairs, Section, Skeleton, type Tone } from '../../components/basics.tsx';
import { Button, TextField } from '../../components/controls.tsx';
import { Failure, fieldError, ReadFailure } from '../../components/failure.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import { CheckVisit, VisitPage } from '../../generated/ids/visits.ts';
import type { VisitParts } from '../../generated/operations.ts';
import { language } from '../../i18n/core.ts';
import { money, percent, time } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { useQuery } from '../../lib/query.ts';
import { navigate } from '../../lib/router.ts';
import { may, viewer } from '../../lib/viewer.ts';

const TONES: Record<string, Tone> = { STANDING: 'ok', WAITING: 'info', RETURNED: 'warn' };
const EDITABLE = new Set(['DRAFT', 'RETURNED']);

export const VisitSection = ({ applicationId }: { applicationId: string }) => {
  const { data, error, reload } = useQuery(VisitPage, { id: applicationId });
  const application = data?.application;
  if (error && !data) return <ReadFailure error={error} onRetry={() => void reload()} />;
  if (!application) return data ? null : <Skeleton heights={[120]} />;
  const { visit, visitDraft } = application;
  const records = EDITABLE.has(application.state) && may('visit:record');
  if (!visit && !records) return null;
  const go = visitDraft ? 'visitGoOn' : visit ? 'visitAgain' : 'visitBegin';
  return (
    <Section
      title={t('visitTitle')}
      aside={visit && <Badge tone={TONES[visit.state] ?? 'plain'}>{label('VisitState', visit.state)}</Badge>}
    >
      <div class="stack">
        {visit && <Told of={visit} />}
        {visit?.state === 'WAITING' && may('visit:check') && visit.visitor.id !== viewer.value?.staff.id && (
          <Checking of={visit} applicationId={applicationId} reload={reload} />
        )}
        {records && (
          <Button
            kind="outline"
            wide
            onClick={() => navigate(`/applications/${encodeURIComponent(applicationId)}/visit`)}
          >
            {t(go)}
          </Button>
        )}
      </div>
    </Section>
  );
};

const amount = (told: string | null): string => (told === null ? t('unknownFigure') : money(told));
const share = (told: string | null): string => (told === null ? t('unknownFigure') : percent(told));

const Told = ({ of }: { of: VisitParts }) => {
  const doubts = of.findings.filter((one) => one.outcome !== 'pass' || one.violated);
  return (
    <>
      <div class="card">
        <Facts
          of={[
            [t('visitVerifiedIncome'), amount(of.verifiedIncome)],
            [t('visitSurplus'), amount(of.surplus)],
            [t('visitTurnover'), amount(of.turnover)],
            [t('visitDebtRatio'), share(of.debtRatio)],
          ]}
        />
      </div>
      {doubts.length === 0 ? (
        <Notice tone="ok">{t('visitNoDoubt', { n: of.findings.length })}</Notice>
      ) : (
        <ul class="card list">
          {doubts.map((one) => (
            <li key={one.code} class="row">
              <Badge tone={one.outcome === 'pass' ? 'info' : 'warn'}>{one.code}</Badge>
              <span>{language.value === 'zh' ? one.zh : one.en}</span>
            </li>
          ))}
        </ul>
      )}
      {of.photos.length > 0 && (
        <ul class="visit-photos">
          {of.photos.map((photo) => (
            <li key={photo.document?.id ?? photo.caption}>
              <Shot of={photo} />
            </li>
          ))}
        </ul>
      )}
      <div class="card">
        <p>{of.summary}</p>
        <Pairs
          of={[
            [t('visitBy'), `${of.visitor.name} ${of.visitedAt ? time(of.visitedAt) : ''}`],
            of.addressMasked !== null && [t('visitAddress'), of.where.address ?? of.addressMasked],
            of.checker !== null && [
              t('visitCheckedBy'),
              `${of.checker.name} ${of.checkedAt ? time(of.checkedAt) : ''}`,
            ],
            of.grossMargin !== null && [t('visitMargin'), share(of.grossMargin)],
            of.assets !== null && [t('visitAssets'), amount(of.assets)],
          ]}
        />
      </div>
    </>
  );
};

const Shot = ({ of }: { of: VisitParts['photos'][number] }) => {
  const picture = usePicture(of.document?.pictureUrl ?? null);
  const far = of.distanceM === null ? t('visitPhotoNowhere') : t('visitPhotoFar', { n: of.distanceM });
  return (
    <figure>
      {picture.url ? <img src={picture.url} alt={of.caption} /> : <div class="skeleton" />}
      <figcaption>
        {of.caption}
        <span class="muted num">
          {of.takenAt === null ? t('visitPhotoSilent') : time(of.takenAt)} · {far}
        </span>
      </figcaption>
    </figure>
  );
};

const Checking = (props: { of: VisitParts; applicationId: string; reload: () => Promise<void> }) => {
  const open = useSignal(false);
  const reason = useSignal('');
  const action = useAction();
  const check = async (agrees: boolean): Promise<void> => {
    const input = {
      applicationId: props.applicationId,
      expectedVersion: props.of.version,
      agrees,
      reason: reason.value,
    };
    await act(`checkVisit:${props.applicationId}`, CheckVisit, (idempotencyKey) => ({
      input: { ...input, idempotencyKey },
    }));
    toast(t(agrees ? 'visitAgreed' : 'visitSentBack'));
    open.value = false;
    await props.reload();
  };
  const told = fieldError(action.error, 'reason');
  return (
    <>
      {action.error && !told && <Failure error={action.error} onLatest={() => void props.reload()} />}
      <Button kind="primary" wide busy={action.busy} onClick={() => void action.run(() => check(true))}>
        {t('visitAgree')}
      </Button>
      <Button wide onClick={() => (open.value = true)}>
        {t('visitSendBack')}
      </Button>
      {open.value && (
        <Sheet title={t('visitSendBack')} onClose={() => (open.value = false)}>
          <TextField
            label={t('decideReason')}
            lines
            required
            value={reason.value}
            onInput={(value) => (reason.value = value)}
            error={told}
          />
          <Button
            kind="danger"
            wide
            busy={action.busy}
            disabled={reason.value.trim() === ''}
            onClick={() => void action.run(() => check(false))}
          >
            {t('visitSendBack')}
          </Button>
        </Sheet>
      )}
    </>
  );
};
