// Step 3: register the customer with what was confirmed, a phone number, the figures, and the consent.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { act } from '../../api/graphql.ts';
import { Empty, Skeleton } from '../../components/basics.tsx';
import { Button, TextField } from '../../components/controls.tsx';
import { Failure, fieldError, ReadFailure } from '../../components/failure.tsx';
import { Screen } from '../../components/frame.tsx';
import { toast } from '../../components/overlays.tsx';
import {
  CustomerDocuments,
  RegisterCustomer,
  type CustomerDocumentsData,
  type CustomerKind,
} from '../../generated/operations.ts';
import { parseAmount } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { useKept } from '../../lib/forms.ts';
import { forgetReadings, useQuery } from '../../lib/query.ts';
import { navigate } from '../../lib/router.ts';
import { AccountSheet } from './account.tsx';
import { Steps } from './steps.tsx';

type Customer = NonNullable<CustomerDocumentsData['customer']>;

export const RegisterScreen = ({ customerId }: { customerId: string }) => {
  const { data, error, reload } = useQuery(CustomerDocuments, { id: customerId });
  const parent = `/new/${encodeURIComponent(customerId)}`;
  if (data?.customer) return <Register of={data.customer} parent={parent} />;
  return (
    <Screen title={t('stepRegister')} parent={parent}>
      {error && <ReadFailure error={error} onRetry={() => void reload()} />}
      {!data && !error && <Skeleton heights={[64, 64, 64, 64]} />}
      {data && (
        <Empty icon="search" title={t('notFound')}>
          {t('notFoundText')}
        </Empty>
      )}
    </Screen>
  );
};

/** What the confirmed papers say about a field; the newest confirmation wins. */
const confirmed = (of: Customer, kind: string, name: string): string => {
  const papers = of.documents.filter((document) => document.kind === kind && document.state === 'CONFIRMED');
  return papers[papers.length - 1]?.fields.find((field) => field.name === name)?.confirmed ?? '';
};

/** The fields on the screen: a refusal about any other is told above the button. */
const SHOWN = ['name', 'phone', 'incomeMonthly', 'debtMonthly', 'consent'];
const SHOWN_OF: Record<CustomerKind, string[]> = {
  PERSON: [...SHOWN, 'idNumber'],
  COMPANY: [...SHOWN, 'creditCode', 'legalRepresentative'],
};

const Register = ({ of, parent }: { of: Customer; parent: string }) => {
  const kind: CustomerKind = of.documents.some((one) => one.kind === 'BUSINESS_LICENCE') ? 'COMPANY' : 'PERSON';
  const company = kind === 'COMPANY';
  const name = useSignal(company ? confirmed(of, 'BUSINESS_LICENCE', 'name') : confirmed(of, 'ID_FRONT', 'name'));
  const idNumber = useSignal(confirmed(of, 'ID_FRONT', 'id_number'));
  const creditCode = useSignal(confirmed(of, 'BUSINESS_LICENCE', 'credit_code'));
  const representative = useSignal(confirmed(of, 'BUSINESS_LICENCE', 'legal_representative'));
  const phone = useSignal('');
  const income = useSignal('');
  const debt = useSignal('');
  const consent = useSignal(false);
  const binding = useSignal(false);
  const action = useAction();
  const forget = useKept(`register:${of.id}`, { phone, income, debt, consent });
  const next = `${parent}/terms`;

  // Opened again after the registration: go on where the work stands.
  useEffect(() => {
    if (of.state === 'ACTIVE' && !binding.value) navigate(next, { replace: true });
  }, [of.state]);

  const wrongFigure = (text: string): boolean => text.trim() !== '' && parseAmount(text) === null;
  const complete =
    name.value.trim() && phone.value.trim() && (company ? creditCode.value.trim() : idNumber.value.trim());
  const wrong = wrongFigure(income.value) || wrongFigure(debt.value);

  const register = async (): Promise<void> => {
    const input = {
      customerId: of.id,
      kind,
      name: name.value.trim(),
      ...(company
        ? { creditCode: creditCode.value.trim(), legalRepresentative: representative.value.trim() || null }
        : { idNumber: idNumber.value.trim().toUpperCase() }),
      phone: phone.value.replace(/\s/g, ''),
      incomeMonthly: parseAmount(income.value),
      debtMonthly: parseAmount(debt.value),
      consent: consent.value,
    };
    await act(`register:${of.id}`, RegisterCustomer, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    forget();
    forgetReadings('CustomerPage', 'Customers');
    toast(t('registered'));
    if (of.accounts.length > 0) navigate(next, { replace: true });
    else binding.value = true;
  };

  const error = (field: string): string | null => fieldError(action.error, field);
  const told = SHOWN_OF[kind].some((field) => error(field) !== null);
  return (
    <Screen
      title={t('stepRegister')}
      parent={parent}
      actions={
        <Button
          kind="primary"
          wide
          busy={action.busy}
          disabled={!complete || !consent.value || wrong}
          onClick={() => void action.run(register)}
        >
          {t('register')}
        </Button>
      }
    >
      <Steps at={3} />
      <TextField
        label={t(company ? 'companyName' : 'name')}
        required
        value={name.value}
        onInput={(value) => (name.value = value)}
        error={error('name')}
        attributes={{ autoComplete: 'off', maxLength: 100 }}
      />
      <TextField
        label={t(company ? 'creditCode' : 'idNumber')}
        required
        value={company ? creditCode.value : idNumber.value}
        onInput={(value) => ((company ? creditCode : idNumber).value = value)}
        error={error(company ? 'creditCode' : 'idNumber')}
        attributes={{ autoComplete: 'off', maxLength: 18 }}
      />
      {company && (
        <TextField
          label={label('field', 'legal_representative')}
          value={representative.value}
          onInput={(value) => (representative.value = value)}
          error={error('legalRepresentative')}
          attributes={{ autoComplete: 'off', maxLength: 60 }}
        />
      )}
      <TextField
        label={t('phone')}
        type="tel"
        required
        hint={t('phoneHint')}
        value={phone.value}
        onInput={(value) => (phone.value = value)}
        error={error('phone')}
        attributes={{ inputMode: 'tel', autoComplete: 'off', maxLength: 20 }}
      />
      <TextField
        label={t('incomeMonthly')}
        unit={t('amountUnit')}
        hint={t('incomeHint')}
        value={income.value}
        onInput={(value) => (income.value = value)}
        error={wrongFigure(income.value) ? t('amountWrong') : error('incomeMonthly')}
        attributes={{ inputMode: 'decimal', autoComplete: 'off', maxLength: 20 }}
      />
      <TextField
        label={t('debtMonthly')}
        unit={t('amountUnit')}
        hint={t('incomeHint')}
        value={debt.value}
        onInput={(value) => (debt.value = value)}
        error={wrongFigure(debt.value) ? t('amountWrong') : error('debtMonthly')}
        attributes={{ inputMode: 'decimal', autoComplete: 'off', maxLength: 20 }}
      />
      <label class="check">
        <input
          type="checkbox"
          checked={consent.value}
          onChange={(event) => (consent.value = event.currentTarget.checked)}
        />
        <span>{t('consentLabel')}</span>
      </label>
      {error('consent') && (
        <p class="tone-bad small" role="alert">
          {error('consent')}
        </p>
      )}
      {action.error && !told && <Failure error={action.error} />}
      {binding.value && (
        <AccountSheet
          customerId={of.id}
          onClose={() => navigate(next, { replace: true })}
          onDone={() => forgetReadings('CustomerDocuments')}
        />
      )}
    </Screen>
  );
};
