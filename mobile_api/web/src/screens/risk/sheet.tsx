// Customers out of a sheet: looked at first, every wrong cell by its line, then brought in while one watches.
import { useSignal } from '@preact/signals';
import { Facts, Notice, Section } from '../../components/basics.tsx';
import { Button } from '../../components/controls.tsx';
import { Failure } from '../../components/failure.tsx';
import { FileField } from '../../components/filefield.tsx';
import { Screen } from '../../components/frame.tsx';
import { language } from '../../i18n/core.ts';
import { t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { forgetReadings } from '../../lib/query.ts';
import { handIn, type Fault, type SheetReport } from '../../lib/sheets.ts';

const SHOWN = 200;

const row = (one: Fault): string => [one.line, one.column, one.code, one.zh, one.en].map(cell).join(',');

const csv = (faults: Fault[]): string => `${['line,column,code,zh,en', ...faults.map(row)].join('\r\n')}\r\n`;

/** A cell that no spreadsheet takes for a formula. */
const cell = (value: string | number): string => {
  const text = String(value);
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
};

const save = (faults: Fault[], name: string): void => {
  const url = URL.createObjectURL(new Blob(['\ufeff', csv(faults)], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
};

export const SheetScreen = () => {
  const file = useSignal<File | null>(null);
  const line = useSignal(0);
  const faults = useSignal<Fault[]>([]);
  const looked = useSignal<SheetReport | null>(null);
  const brought = useSignal<SheetReport | null>(null);
  const action = useAction();
  const report = brought.value ?? looked.value;

  const run = async (dryRun: boolean): Promise<void> => {
    line.value = 0;
    const heard: Fault[] = [];
    const told = await handIn(file.value!, dryRun, (one) => {
      if ('fault' in one) heard.push(one.fault);
      else if ('line' in one) {
        line.value = one.line;
        faults.value = [...heard];
      }
    });
    faults.value = heard;
    if (dryRun) looked.value = told;
    else {
      brought.value = told;
      forgetReadings('Customers');
    }
  };
  const choose = (chosen: File | null): void => {
    file.value = chosen;
    looked.value = null;
    brought.value = null;
    faults.value = [];
    line.value = 0;
    action.clear();
  };

  return (
    <Screen
      title={t('sheetTitle')}
      parent="/risk"
      actions={
        looked.value && !brought.value ? (
          <Button
            kind="primary"
            wide
            busy={action.busy}
            disabled={looked.value.entered === 0}
            onClick={() => void action.run(() => run(false))}
          >
            {t('sheetBring', { n: looked.value.entered })}
          </Button>
        ) : (
          <Button
            kind="primary"
            wide
            busy={action.busy}
            disabled={file.value === null || brought.value !== null}
            onClick={() => void action.run(() => run(true))}
          >
            {t('sheetLook')}
          </Button>
        )
      }
    >
      <p class="muted">{t('sheetText', { more: t('sheetMoreColumns') })}</p>
      <FileField label={t('sheetFile')} accept=".csv,.xlsx" onChange={choose} />
      {action.busy && (
        <Notice live>
          {t('sheetLine', { n: line.value })} · {t('sheetFaults', { n: faults.value.length })}
        </Notice>
      )}
      {action.error && <Failure error={action.error} />}
      {report && (
        <>
          <Notice tone={report.faulty > 0 ? 'warn' : 'ok'} live>
            {t(brought.value ? 'sheetDone' : 'sheetLooked')}
          </Notice>
          <div class="card">
            <Facts
              of={[
                [t('sheetRows'), report.rows],
                [t(brought.value ? 'sheetEntered' : 'sheetWould'), report.whole?.entered ?? report.entered],
                [t('sheetKnown'), report.whole?.known ?? report.known],
                [t('sheetFaulty'), report.whole?.faulty ?? report.faulty],
              ]}
            />
          </div>
        </>
      )}
      {faults.value.length > 0 && (
        <Section
          title={t('sheetWrong')}
          aside={
            <Button kind="quiet" onClick={() => save(faults.value, `${file.value?.name ?? 'sheet'}.faults.csv`)}>
              {t('sheetSave')}
            </Button>
          }
        >
          <ul class="card flush list">
            {faults.value.slice(0, SHOWN).map((one, at) => (
              <li key={at} class="fact row between">
                <span>
                  {language.value === 'zh' ? one.zh : one.en}
                  <br />
                  <span class="small muted">{one.column}</span>
                </span>
                <span class="num">{t('sheetAt', { n: one.line })}</span>
              </li>
            ))}
          </ul>
          {faults.value.length > SHOWN && <p class="muted">{t('sheetMore', { n: faults.value.length - SHOWN })}</p>}
        </Section>
      )}
    </Screen>
  );
};
