// The sheet of income, expense, debts and assets: a card a part, a line a tap, several months without leaving.
import { useSignal } from '@preact/signals';
import { Section } from '../../components/basics.tsx';
import { Button, SelectField, TextField } from '../../components/controls.tsx';
import { Sheet } from '../../components/overlays.tsx';
import { money, time } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { hasMonth, KINDS, lineInput, nextMonth, PARTS, type LineDraft, type Part } from './model.ts';

export interface Paper {
  id: string;
  kind: string;
  receivedAt: string;
}

interface LinesProps {
  lines: LineDraft[];
  papers: Paper[];
  onChange: (lines: LineDraft[]) => void;
}

interface Open {
  at: number | null;
  line: LineDraft;
}

const fresh = (part: Part, before: LineDraft | undefined): LineDraft => {
  const kind = before?.kind ?? KINDS[part][0]!;
  const month = hasMonth(part, kind) ? nextMonth(before?.month ?? '') : '';
  return { part, kind, month, amount: '', monthly: '', note: '', documentId: before?.documentId ?? null };
};

export const Lines = ({ lines, papers, onChange }: LinesProps) => {
  const open = useSignal<Open | null>(null);
  const keep = (line: LineDraft): LineDraft[] => {
    const at = open.value?.at ?? null;
    const kept = at === null ? [...lines, line] : lines.map((one, index) => (index === at ? line : one));
    onChange(kept);
    return kept;
  };
  return (
    <>
      {PARTS.map((part) => {
        const own = lines.map((line, at) => ({ line, at })).filter(({ line }) => line.part === part);
        return (
          <Section key={part} title={label('LinePart', part)} aside={t('count', { n: own.length })}>
            <div class="card flush">
              <ul class="list">
                {own.map(({ line, at }) => (
                  <li key={at}>
                    <button type="button" class="item" onClick={() => (open.value = { at, line })}>
                      <span class="main">
                        <span class="title">{label('VisitKind', line.kind)}</span>
                        <span class="sub">
                          {[line.month, line.documentId ? t('visitProven') : t('visitUnproven')]
                            .filter(Boolean)
                            .join(' · ')}
                        </span>
                      </span>
                      <span class="end num">
                        {lineInput(line) ? money(lineInput(line)!.amount) : t('visitOpenLine')}
                      </span>
                    </button>
                  </li>
                ))}
                <li>
                  <button
                    type="button"
                    class="item"
                    onClick={() => (open.value = { at: null, line: fresh(part, own.at(-1)?.line) })}
                  >
                    <span class="main">
                      <span class="title brand">{t('visitAddLine', { part: label('LinePart', part) })}</span>
                    </span>
                  </button>
                </li>
              </ul>
            </div>
          </Section>
        );
      })}
      {open.value && (
        <LineSheet
          key={`${open.value.at}:${lines.length}`}
          of={open.value.line}
          isNew={open.value.at === null}
          papers={papers}
          onClose={() => (open.value = null)}
          onKeep={(line, more) => {
            keep(line);
            open.value = more ? { at: null, line: fresh(line.part, line) } : null;
          }}
          onDrop={() => {
            onChange(lines.filter((_, index) => index !== open.value?.at));
            open.value = null;
          }}
        />
      )}
    </>
  );
};

interface SheetProps {
  of: LineDraft;
  isNew: boolean;
  papers: Paper[];
  onClose: () => void;
  onKeep: (line: LineDraft, more: boolean) => void;
  onDrop: () => void;
}

const LineSheet = ({ of, isNew, papers, onClose, onKeep, onDrop }: SheetProps) => {
  const line = useSignal(of);
  const set = (change: Partial<LineDraft>): void => void (line.value = { ...line.value, ...change });
  const dated = hasMonth(of.part, line.value.kind);
  const ready = lineInput(line.value) !== null;
  return (
    <Sheet title={label('LinePart', of.part)} onClose={onClose}>
      <SelectField
        label={t('visitKind')}
        value={line.value.kind}
        onChange={(kind) =>
          set({ kind, month: hasMonth(of.part, kind) ? line.value.month || nextMonth('') : '' })
        }
        choices={KINDS[of.part].map((kind) => ({ value: kind, label: label('VisitKind', kind) }))}
      />
      {dated && (
        <TextField
          label={t('visitMonth')}
          required
          value={line.value.month}
          onInput={(month) => set({ month })}
          hint={t('visitMonthHint')}
          attributes={{ inputMode: 'numeric', maxLength: 7, placeholder: '2026-01' }}
        />
      )}
      <TextField
        label={t(of.part === 'DEBT' ? 'visitBalance' : 'visitAmount')}
        required
        big
        unit={t('amountUnit')}
        value={line.value.amount}
        onInput={(amount) => set({ amount })}
        attributes={{ inputMode: 'decimal', autoComplete: 'off', maxLength: 20 }}
      />
      {of.part === 'DEBT' && (
        <TextField
          label={t('visitMonthly')}
          required
          unit={t('amountUnit')}
          value={line.value.monthly}
          onInput={(monthly) => set({ monthly })}
          attributes={{ inputMode: 'decimal', autoComplete: 'off', maxLength: 20 }}
        />
      )}
      <SelectField
        label={t('visitProof')}
        value={line.value.documentId ?? ''}
        empty={t('visitNoProof')}
        onChange={(id) => set({ documentId: id === '' ? null : id })}
        choices={papers.map((one) => ({
          value: one.id,
          label: `${label('DocumentKind', one.kind)} ${time(one.receivedAt)}`,
        }))}
      />
      <TextField
        label={t('visitNote')}
        value={line.value.note}
        onInput={(note) => set({ note })}
        attributes={{ maxLength: 100 }}
      />
      {isNew && dated && (
        <Button kind="outline" wide disabled={!ready} onClick={() => onKeep(line.value, true)}>
          {t('visitNextMonth')}
        </Button>
      )}
      <Button kind="primary" wide disabled={!ready} onClick={() => onKeep(line.value, false)}>
        {t('visitKeepLine')}
      </Button>
      {!isNew && (
        <Button kind="danger" wide onClick={onDrop}>
          {t('visitDropLine')}
        </Button>
      )}
    </Sheet>
  );
};
