// Step 2: what was read, field by field, against the picture. Doubtful fields are marked and come first to the eye.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Badge, Empty, Notice, Skeleton } from '../../components/basics.tsx';
import { Button, TextField } from '../../components/controls.tsx';
import { Failure, fieldError, ReadFailure } from '../../components/failure.tsx';
import { Screen } from '../../components/frame.tsx';
import { toast } from '../../components/overlays.tsx';
import { ConfirmDocument, CustomerDocuments, type DocumentParts } from '../../generated/operations.ts';
import { language } from '../../i18n/core.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { fieldsOf, requiredOf, shownValue, storedValue } from '../../lib/papers.ts';
import { forgetReadings, useQuery } from '../../lib/query.ts';
import { navigate } from '../../lib/router.ts';
import { Certainty, DocumentPicture, Warnings } from '../application/documents.tsx';
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
});

/** What was read, and an empty place for each field of the paper that was not. */
const allFields = (of: DocumentParts): ReadField[] => {
  const missing = fieldsOf(of.kind).filter((name) => !of.fields.some((field) => field.name === name));
  return [...of.fields, ...missing.map(unread)];
};

const Check = ({ of, parent, after, reload }: CheckProps) => {
  const values = useSignal<Record<string, string>>({});
  const action = useAction();
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
      <DocumentPicture of={of} />
      <Warnings of={of.warnings} />
      {of.state === 'FAILED' ? (
        <Notice tone="warn">
          {of.failure === null ? '' : `${label('ocr', of.failure)}${language.value === 'zh' ? '。' : '. '}`}
          {t('checkByHand')}
        </Notice>
      ) : (
        <p class="muted small">{t('checkText')}</p>
      )}
      <div class="checks">
        {fields.map((field) => (
          <CheckField
            key={field.name}
            of={field}
            value={shown(field)}
            changed={field.name in values.value}
            required={required.includes(field.name)}
            error={fieldError(failed, field.name)}
            onInput={(value) => (values.value = { ...values.value, [field.name]: value })}
          />
        ))}
      </div>
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
  onInput: (value: string) => void;
}

const LONG = new Set(['address', 'business_scope']);

const CheckField = ({ of, value, changed, required, error, onInput }: CheckFieldProps) => (
  <div class={SHORT.has(of.name) ? 'checked short' : 'checked'}>
    <TextField
      label={label('field', of.name)}
      value={value}
      onInput={onInput}
      required={required}
      doubt={!of.sure && of.confirmed === null && !changed && (required || of.proposed !== null)}
      hint={of.reason === null || changed ? undefined : label('ocr', of.reason)}
      error={error}
      lines={LONG.has(of.name)}
      attributes={{ autoComplete: 'off', maxLength: 2000 }}
    />
    <span class="mark">{changed ? <Badge tone="info">{t('corrected')}</Badge> : <Certainty of={of} />}</span>
  </div>
);
