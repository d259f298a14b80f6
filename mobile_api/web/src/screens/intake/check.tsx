// Step 2: what was read, field by field, against the picture. Doubtful fields are marked and come first to the eye.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Badge, Empty, Notice, Skeleton } from '../../components/basics.tsx';
import { Button, TextField } from '../../components/controls.tsx';
import { Failure, fieldError, ReadFailure } from '../../components/failure.tsx';
import { Screen } from '../../components/frame.tsx';
import { toast } from '../../components/overlays.tsx';
import { ConfirmDocument, CustomerDocuments, type DocumentParts } from '../../generated/operations.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
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
    const after = others[0] ? `${parent}/check/${encodeURIComponent(others[0].id)}` : `${parent}/${registered ? 'terms' : 'register'}`;
    return <Check key={document.id} of={document} parent={parent} after={after} reload={reload} />;
  }
  return (
    <Screen title={t('stepCheck')} parent={parent}>
      {error && <ReadFailure error={error} onRetry={() => void reload()} />}
      {!data && !error && <Skeleton heights={[220, 64, 64, 64, 64]} />}
      {data && <Empty icon="search" title={t('notFound')}>{t('notFoundText')}</Empty>}
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

const Check = ({ of, parent, after, reload }: CheckProps) => {
  const values = useSignal<Record<string, string>>({});
  const action = useAction();
  const shown = (name: string): string => {
    const field = of.fields.find((one) => one.name === name);
    return values.value[name] ?? field?.confirmed ?? field?.proposed ?? '';
  };
  const empty = of.fields.some((field) => shown(field.name).trim() === '');

  const confirm = async (): Promise<void> => {
    const fields = of.fields.map(({ name }) => ({ name, value: shown(name).trim() }));
    const input = { documentId: of.id, expectedVersion: of.version, fields };
    await act(`confirm:${of.id}`, ConfirmDocument, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    forgetReadings('CustomerPage', 'ApplicationPage');
    await reload();
    toast(t('confirmedToast'));
    navigate(after, { replace: true });
  };

  const failed = action.error;
  const told = of.fields.some((field) => fieldError(failed, field.name) !== null);
  return (
    <Screen
      title={label('DocumentKind', of.kind)}
      parent={parent}
      actions={
        <Button kind="primary" wide busy={action.busy} disabled={empty} onClick={() => void action.run(confirm)}>
          {t('confirmFields')}
        </Button>
      }
    >
      <Steps at={2} />
      <DocumentPicture of={of} />
      <Warnings of={of.warnings} />
      {of.fields.length === 0 ? (
        <Notice tone="bad">{t('photoFailed')}</Notice>
      ) : (
        <p class="muted small">{t('checkText')}</p>
      )}
      <div class="checks">
        {of.fields.map((field) => (
        <div key={field.name} class={SHORT.has(field.name) ? 'checked short' : 'checked'}>
          <TextField
            label={label('field', field.name)}
            value={shown(field.name)}
            onInput={(value) => (values.value = { ...values.value, [field.name]: value })}
            doubt={!field.sure && field.confirmed === null && !(field.name in values.value)}
            hint={field.reason === null ? undefined : label('ocr', field.reason)}
            error={fieldError(failed, field.name)}
            lines={field.name === 'address' || field.name === 'business_scope'}
            attributes={{ autoComplete: 'off', maxLength: 200 }}
          />
          <span class="mark">
            {field.name in values.value ? <Badge tone="info">{t('corrected')}</Badge> : <Certainty of={field} />}
          </span>
        </div>
        ))}
      </div>
      {failed && !told && <Failure error={failed} />}
    </Screen>
  );
};
