// What staff tell about the app, as a list for those who look after it.
import { useSignal } from '@preact/signals';
import { usePicture } from '../../api/files.ts';
import { act } from '../../api/graphql.ts';
import { Badge, Pairs, Skeleton, type Tone } from '../../components/basics.tsx';
import { Button, Segments, TextField } from '../../components/controls.tsx';
import { Failure, fieldError, ReadFailure } from '../../components/failure.tsx';
import { Screen } from '../../components/frame.tsx';
import { toast } from '../../components/overlays.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { AnswerFeedback, WideFeedback } from '../../generated/ids/wide.ts';
import type { FeedbackState, WideFeedbackData } from '../../generated/operations.ts';
import { time } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { usePages } from '../../lib/pages.ts';
import { Split } from '../desk/frame.tsx';
import { hrefIn } from '../desk/lists.tsx';

type Row = WideFeedbackData['feedback']['nodes'][number];

const TONES: Record<FeedbackState, Tone> = { OPEN: 'warn', TAKEN: 'info', DONE: 'ok', DECLINED: 'plain' };
const STATES = Object.keys(TONES) as FeedbackState[];
const LIVING: FeedbackState[] = ['OPEN', 'TAKEN'];

const columns = (): Column<Row>[] => [
  { name: t('wideTold'), text: (row) => row.text },
  {
    name: t('wideState'),
    text: (row) => label('FeedbackState', row.state),
    cell: (row) => <Badge tone={TONES[row.state]}>{label('FeedbackState', row.state)}</Badge>,
  },
  { name: t('wideScreen'), text: (row) => row.screen },
  { name: t('wideWho'), text: (row) => row.toldBy.name },
  { name: t('branch'), text: (row) => row.branch.name },
  { name: t('wideWhen'), text: (row) => time(row.toldAt) },
];

export const FeedbackPart = ({ id }: { id: string | null }) => {
  const all = useSignal('living');
  const paged = usePages(WideFeedback, all.value === 'living' ? { state: LIVING } : {}, (data) => data.feedback);
  const chosen = paged.rows?.find((row) => row.id === id);
  return (
    <Split
      title={t('wideFeedback')}
      home="/desk/feedback"
      tools={
        <Segments
          label={t('wideState')}
          value={all.value}
          choices={[
            { value: 'living', label: t('wideLiving') },
            { value: 'all', label: t('filterAll') },
          ]}
          onChange={(value) => (all.value = value)}
        />
      }
      list={
        <Table
          label={t('wideFeedback')}
          columns={columns()}
          paged={paged}
          keyOf={(row) => row.id}
          hrefOf={hrefIn('feedback')}
          chosen={id}
          home="/desk/feedback"
        />
      }
      detail={chosen && <Detail key={`${chosen.id}${chosen.version}`} of={chosen} onDone={() => void paged.reload()} />}
    />
  );
};

const Detail = ({ of, onDone }: { of: Row; onDone: () => void }) => {
  const state = useSignal<string>(of.state === 'OPEN' ? 'TAKEN' : of.state);
  const answer = useSignal(of.answer ?? '');
  const action = useAction();
  const save = async (): Promise<void> => {
    const input = {
      feedbackId: of.id,
      state: state.value as FeedbackState,
      answer: answer.value.trim() || null,
      expectedVersion: of.version,
    };
    await act(`feedback:${of.id}`, AnswerFeedback, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    toast(t('wideSaved'));
    onDone();
  };
  return (
    <Screen title={`${of.toldBy.name} · ${time(of.toldAt)}`} parent="/desk/feedback">
      <div class="card stack">
        <p class="prose">{of.text}</p>
        <Pairs
          of={[
            [t('wideScreen'), of.screen || '—'],
            [t('wideDevice'), of.device || '—'],
            [t('branch'), of.branch.name],
            of.answeredBy !== null && [t('wideAnswered'), `${of.answeredBy.name} · ${time(of.answeredAt!)}`],
          ]}
        />
      </div>
      {of.pictureUrl !== null && <Shot url={of.pictureUrl} />}
      <div class="card stack">
        <Segments
          label={t('wideState')}
          value={state.value}
          choices={STATES.map((value) => ({ value, label: label('FeedbackState', value) }))}
          onChange={(value) => (state.value = value)}
        />
        <TextField
          lines
          label={t('wideAnswer')}
          value={answer.value}
          error={fieldError(action.error, 'answer')}
          onInput={(value) => (answer.value = value)}
        />
        {action.error && !fieldError(action.error, 'answer') && <Failure error={action.error} onLatest={onDone} />}
        <Button kind="primary" wide busy={action.busy} onClick={() => void action.run(save)}>
          {t('wideSave')}
        </Button>
      </div>
    </Screen>
  );
};

/** The screen as its teller saw it. Looking at it is on record, so it waits for a tap. */
const Shot = ({ url }: { url: string }) => {
  const open = useSignal(false);
  if (open.value) return <Picture url={url} />;
  return (
    <Button kind="outline" wide onClick={() => (open.value = true)}>
      {t('wideShot')}
    </Button>
  );
};

const Picture = ({ url: source }: { url: string }) => {
  const { url, error } = usePicture(source);
  if (error) return <ReadFailure error={error} onRetry={() => undefined} />;
  return url ? <img class="paper shot" src={url} alt={t('wideShot')} /> : <Skeleton heights={[300]} />;
};
