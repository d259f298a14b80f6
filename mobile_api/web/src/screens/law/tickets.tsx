// What customers ask of the house, with the day by which it is answered. The words are opened one by one.
import { useSignal } from '@preact/signals';
import { act, ask } from '../../api/graphql.ts';
import { Badge, Empty, Notice, Pairs, type Tone } from '../../components/basics.tsx';
import { Button, Segments, TextField } from '../../components/controls.tsx';
import { Failure, fieldError } from '../../components/failure.tsx';
import { List } from '../../components/list.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import { AnswerTicket, ReadTicket, Tickets, type TicketCard, type TicketState } from '../../generated/operations.ts';
import { date } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { nameOf } from '../../lib/names.ts';
import { usePages } from '../../lib/pages.ts';
import { may } from '../../lib/viewer.ts';
import { Desk } from './frame.tsx';

const TONES: Record<string, Tone> = { COMPLAINT: 'bad', OBJECTION: 'warn', HARDSHIP: 'warn' };
const CHOICES = ['open', 'late', 'answered'] as const;
const STATES: Record<string, TicketState[]> = { open: ['OPEN'], late: ['OPEN'], answered: ['ANSWERED'] };
const WORDS = { open: 'ticketOpen', late: 'lawLate', answered: 'ticketAnswered' } as const;
const OUTCOMES = ['upheld', 'rejected', 'done'];

export const TicketsScreen = () => {
  const chosen = useSignal<string>('open');
  const opened = useSignal<TicketCard | null>(null);
  const variables = { state: STATES[chosen.value] ?? ['OPEN'], late: chosen.value === 'late' };
  const paged = usePages(Tickets, variables, (data) => data.tickets);
  return (
    <Desk part="/law/tickets">
      <Segments
        label={t('lawTickets')}
        value={chosen.value}
        choices={CHOICES.map((value) => ({ value, label: t(WORDS[value]) }))}
        onChange={(value) => (chosen.value = value)}
      />
      <List
        cards
        skeleton={104}
        paged={paged}
        row={(one) => <TicketRow of={one} onOpen={() => (opened.value = one)} />}
        empty={<Empty icon="check" title={t('ticketNone')} />}
      />
      {opened.value && (
        <TicketSheet of={opened.value} onClose={() => (opened.value = null)} onChanged={() => void paged.reload()} />
      )}
    </Desk>
  );
};

const TicketRow = ({ of, onOpen }: { of: TicketCard; onOpen: () => void }) => (
  <button type="button" class="card case" onClick={onOpen}>
    <div class="row between">
      <span class="who">{nameOf(of.customer)}</span>
      <Badge tone={TONES[of.kind] ?? 'info'}>{label('TicketKind', of.kind)}</Badge>
    </div>
    <p class="foot">
      <span>
        {of.officer.name} · {of.branch.name}
      </span>
      <span class={of.late ? 'tone-bad' : ''}>
        {of.state === 'OPEN' ? `${t('ticketDue')} ${date(of.dueOn)}` : label('TicketState', of.state)}
      </span>
    </p>
  </button>
);

const TicketSheet = ({ of, onClose, onChanged }: { of: TicketCard; onClose: () => void; onChanged: () => void }) => {
  const words = useSignal<{ question: string; answer: string | null } | null>(null);
  const text = useSignal('');
  const outcome = useSignal(of.kind === 'COMPLAINT' || of.kind === 'OBJECTION' ? 'upheld' : 'done');
  const action = useAction();
  const read = async (): Promise<void> => {
    words.value = (await ask(ReadTicket, { input: { ticketId: of.id } })).readTicket;
  };
  const answer = async (): Promise<void> => {
    const input = { ticketId: of.id, text: text.value.trim(), outcome: outcome.value, expectedVersion: of.version };
    await act(`answer:${of.id}`, AnswerTicket, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
  };
  const send = async (): Promise<void> => {
    if (!(await action.run(answer))) return;
    toast(t('ticketSent'));
    onClose();
    onChanged();
  };
  const told = fieldError(action.error, 'text');
  return (
    <Sheet title={label('TicketKind', of.kind)} onClose={onClose}>
      <Pairs
        of={[
          [t('tabCustomers'), nameOf(of.customer)],
          [t('ticketSource'), of.source],
          [t('ticketDue'), <span class={of.late ? 'tone-bad' : ''}>{date(of.dueOn)}</span>],
          of.outcome !== null && [t('ticketOutcome'), label('TicketOutcome', of.outcome)],
        ]}
      />
      {words.value && (
        <>
          <span class="label">{t('ticketQuestion')}</span>
          <p>{words.value.question}</p>
          {words.value.answer !== null && (
            <Notice tone="ok">
              {t('ticketAnswer')}: {words.value.answer}
            </Notice>
          )}
        </>
      )}
      {!words.value && may('ticket:answer') && (
        <>
          <Button kind="outline" wide busy={action.busy} onClick={() => void action.run(read)}>
            {t('ticketRead')}
          </Button>
          <p class="muted small">{t('ticketReadHint')}</p>
        </>
      )}
      {words.value && of.state === 'OPEN' && (
        <>
          <Segments
            label={t('ticketOutcome')}
            value={outcome.value}
            choices={OUTCOMES.map((value) => ({ value, label: label('TicketOutcome', value) }))}
            onChange={(value) => (outcome.value = value)}
          />
          <TextField
            lines
            label={t('ticketAnswer')}
            value={text.value}
            error={told}
            onInput={(value) => (text.value = value)}
          />
          <Button
            kind="primary"
            wide
            busy={action.busy}
            disabled={text.value.trim().length < 2}
            onClick={() => void send()}
          >
            {t('ticketSend')}
          </Button>
        </>
      )}
      {action.error && told === null && <Failure error={action.error} onLatest={onChanged} />}
    </Sheet>
  );
};
