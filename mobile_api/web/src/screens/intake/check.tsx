// Step 2: what was read. Doubtful fields stand beside their place in the picture, those that can be trusted are folded.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Badge, Empty, Notice, Skeleton } from '../../components/basics.tsx';
import { Button, TextField } from '../../components/controls.tsx';
import { Crop } from '../../components/crop.tsx';
import { Failure, fieldError, ReadFailure } from '../../components/failure.tsx';
import { Screen } from '../../components/frame.tsx';
import { toast } from '../../components/overlays.tsx';
import { ConfirmDocument, CustomerDocuments, type DocumentParts } from '../../generated/operations.ts';
import { language } from '../../i18n/core.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { fieldsOf, isExpected, keyboardOf, requiredOf, shownValue, storedValue } from '../../lib/papers.ts';
import { forgetReadings, useQuery } from '../../lib/query.ts';
import { navigate } from '../../lib/router.ts';
import { Certainty, usePaper } from '../application/documents.tsx';
import { Advice } from './advice.tsx';
import { Steps } from './steps.tsx';

export const CheckScreen = ({ customerId, documentId }: { customerId: string; documentId: string }) => {
  const { data, error, reload } = useQuery(CustomerDocuments, { id: customerId });
  const parent = `/new/${encodeURIComponent(customerId)}`;
  const document = data?.customer?.documents.find((one) => one.id === documentId);
  if (document && data?.customer) {
    const others = data.customer.documents.filter((one) => one.state === 'READ' && one.id !== documentId);
    const registered = data.customer.state === 'ACTIVE';
    const after = others[0]
      ? `${parent}/check/${encodeURIComponent(others[0].id)}`
      : `${parent}/${registered ? 'terms' : 'register'}`;
    return <Check key={document.id} of={document} parent={parent} after={after} reload={reload} />;
  }
  return (
    <Screen title={t('stepCheck')} parent={parent}>
      {error && <ReadFailure error={error} onRetry={() => void reload()} />}
      {!data && !error && <Skeleton heights={[220, 64, 64, 64, 64]} />}
      {data && (
        <Empty icon="search" title={t('notFound')}>
          {t('notFoundText')}
        </Empty>
      )}
    </Screen>
  );
};

/** Two of these fit on one line. */
const SHORT = new Set(['sex', 'nation', 'valid_from', 'valid_until']);

interface CheckProps {
  of: DocumentParts;
  parent: string;
  after: string;
  reload: () => Promise<void>;
}

type ReadField = DocumentParts['fields'][number];

const unread = (name: string): ReadField => ({
  name,
  proposed: null,
  confidence: 0,
  sure: false,
  reason: null,
  confirmed: null,
  corrected: false,
  corners: null,
});

/** What was read, and an empty place for each field of the paper that was not. */
const allFields = (of: DocumentParts): ReadField[] => {
  const missing = fieldsOf(of.kind).filter((name) => !of.fields.some((field) => field.name === name));
  return [...of.fields, ...missing.map(unread)];
};

type Standing = 'doubtful' | 'sure' | 'absent';

const standingOf = (of: DocumentParts, field: ReadField): Standing => {
  if (of.state === 'CONFIRMED') return field.confirmed === null ? 'absent' : 'sure';
  if (field.sure) return 'sure';
  return field.proposed !== null || isExpected(of.kind, field.name) ? 'doubtful' : 'absent';
};

const Check = ({ of, parent, after, reload }: CheckProps) => {
  const values = useSignal<Record<string, string>>({});
  const action = useAction();
  const paper = usePaper(of);
  const fields = allFields(of);
  const shown = ({ name, confirmed, proposed }: ReadField): string =>
    values.value[name] ?? shownValue(name, confirmed ?? proposed ?? '');
  const required = requiredOf(of.kind);
  const incomplete = fields.some((field) => required.includes(field.name) && shown(field).trim() === '');
  const done = of.state === 'CONFIRMED';

  const confirm = async (): Promise<void> => {
    const told = fields.filter((field) => shown(field).trim() !== '');
    const confirmed = told.map((field) => ({ name: field.name, value: storedValue(field.name, shown(field)) }));
    const input = { documentId: of.id, expectedVersion: of.version, fields: confirmed };
    await act(`confirm:${of.id}`, ConfirmDocument, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    forgetReadings('CustomerPage', 'ApplicationPage');
    await reload();
    toast(t('confirmedToast'));
    navigate(after, { replace: true });
  };

  const failed = action.error;
  const told = fields.some((field) => fieldError(failed, field.name) !== null);
  const these = (standing: Standing): ReadField[] => fields.filter((field) => standingOf(of, field) === standing);
  const list = (some: ReadField[]) => (
    <div class="checks">
      {some.map((field) => (
        <CheckField
          key={field.name}
          of={field}
          value={shown(field)}
          changed={field.name in values.value}
          required={required.includes(field.name)}
          error={fieldError(failed, field.name)}
          picture={standingOf(of, field) === 'doubtful' ? paper.url : null}
          onInput={(value) => (values.value = { ...values.value, [field.name]: value })}
        />
      ))}
    </div>
  );
  // a refusal that names a folded field opens its fold
  const fold = (title: string, some: ReadField[]) =>
    some.length > 0 && (
      <details class="card fold" open={done || some.some((field) => fieldError(failed, field.name) !== null)}>
        <summary>{title}</summary>
        {list(some)}
      </details>
    );
  const [doubtful, sure, absent] = [these('doubtful'), these('sure'), these('absent')];
  return (
    <Screen
      title={label('DocumentKind', of.kind)}
      parent={parent}
      actions={
        done ? (
          <Button kind="primary" wide onClick={() => navigate(after, { replace: true })}>
            {t('next')}
          </Button>
        ) : (
          <Button
            kind="primary"
            wide
            busy={action.busy}
            disabled={incomplete}
            onClick={() => void action.run(confirm)}
          >
            {t('confirmFields')}
          </Button>
        )
      }
    >
      <Steps at={2} />
      <div class="overview">{paper.view}</div>
      <Advice of={done ? [] : of.warnings.filter((code) => code !== of.failure)} retake={parent} />
      {of.state === 'FAILED' ? (
        <Notice tone="warn">
          {of.failure === null ? '' : `${label('ocr', of.failure)}${language.value === 'zh' ? '。' : '. '}`}
          {t('checkByHand')}
        </Notice>
      ) : (
        !done && (
          <p class="muted small">{doubtful.length > 0 ? t('checkDoubts', { n: doubtful.length }) : t('checkSure')}</p>
        )
      )}
      {doubtful.length > 0 && list(doubtful)}
      {fold(t('sureFields', { n: sure.length }), sure)}
      {fold(t('absentFields', { n: absent.length }), absent)}
      {failed && !told && <Failure error={failed} onLatest={() => void reload().then(action.clear)} />}
    </Screen>
  );
};

interface CheckFieldProps {
  of: ReadField;
  value: string;
  changed: boolean;
  required: boolean;
  error: string | null;
  /** Where the picture is, if the field's place in it is to stand beside it. */
  picture: string | null;
  onInput: (value: string) => void;
}

const LONG = new Set(['address', 'business_scope']);

const CheckField = ({ of, value, changed, required, error, picture, onInput }: CheckFieldProps) => {
  const doubt = !of.sure && of.confirmed === null && !changed && (required || of.proposed !== null);
  const { type, attributes } = keyboardOf(of.name, value);
  const name = label('field', of.name);
  return (
    <div class={SHORT.has(of.name) && !(picture && of.corners) ? 'short' : ''}>
      {picture && of.corners && <Crop source={picture} corners={of.corners} label={t('cropOf', { field: name })} />}
      <div class="checked">
        <TextField
          label={name}
          value={value}
          onInput={onInput}
          required={required}
          doubt={doubt}
          hint={of.reason === null || changed ? undefined : label('ocr', of.reason)}
          error={error}
          lines={LONG.has(of.name)}
          type={type}
          attributes={{ autoComplete: 'off', maxLength: 2000, ...attributes }}
        />
        <span class="mark">{changed ? <Badge tone="info">{t('corrected')}</Badge> : <Certainty of={of} />}</span>
      </div>
    </div>
  );
};
