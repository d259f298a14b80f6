// Step 4: product, amount, term, purpose, with the schedule as the customer would get it.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { act } from '../../api/graphql.ts';
import { Facts, Notice, Skeleton } from '../../components/basics.tsx';
import { Button, SelectField, TextField } from '../../components/controls.tsx';
import { Failure, fieldError, ReadFailure } from '../../components/failure.tsx';
import { Screen } from '../../components/frame.tsx';
import { Products, Quote, StartApplication, type ProductParts } from '../../generated/operations.ts';
import { language } from '../../i18n/core.ts';
import { money, moneyShort, parseAmount, percent } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { useKept } from '../../lib/forms.ts';
import { forgetReadings, useQuery } from '../../lib/query.ts';
import { navigate } from '../../lib/router.ts';
import { amountProblem, termsOf } from './amounts.ts';
import { Schedule } from '../application/parts.tsx';
import { Steps } from './steps.tsx';

export const TermsScreen = ({ customerId }: { customerId: string }) => {
  const { data, error, reload } = useQuery(Products, {});
  if (data && data.products.length > 0) return <Terms customerId={customerId} products={data.products} />;
  return (
    <Screen title={t('stepTerms')} parent="/new">
      {error && <ReadFailure error={error} onRetry={() => void reload()} />}
      {!data && !error && <Skeleton heights={[64, 84, 64, 64, 120]} />}
    </Screen>
  );
};

const QUOTE_PAUSE_MS = 400;

const useSettled = <Value,>(value: Value): Value => {
  const settled = useSignal(value);
  useEffect(() => {
    const timer = setTimeout(() => (settled.value = value), QUOTE_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled.value;
};

const Terms = ({ customerId, products }: { customerId: string; products: ProductParts[] }) => {
  const productId = useSignal(products[0]!.id);
  const amount = useSignal('');
  const term = useSignal('');
  const purpose = useSignal('');
  const action = useAction();
  const forget = useKept(`terms:${customerId}`, { amount, term, purpose });
  const product = products.find((one) => one.id === productId.value) ?? products[0]!;
  const terms = termsOf(product);
  const months = terms.includes(term.value) ? term.value : (terms.find((one) => one === '12') ?? terms[0] ?? '');
  const problem = amountProblem(amount.value, product);
  const exact = problem === null ? parseAmount(amount.value) : null;

  const start = async (): Promise<void> => {
    const input = {
      customerId,
      productVersionId: product.id,
      amount: exact!,
      termMonths: Number(months),
      purpose: purpose.value,
    };
    const started = await act(`start:${customerId}`, StartApplication, (idempotencyKey) => ({
      input: { ...input, idempotencyKey },
    }));
    forget();
    forgetReadings('Applications', 'CustomerPage');
    navigate(`/applications/${encodeURIComponent(started.startApplication.application.id)}/opinion`, {
      replace: true,
    });
  };

  const error = (field: string): string | null => fieldError(action.error, field);
  const told = ['amount', 'termMonths', 'purpose', 'productVersionId'].some((field) => error(field) !== null);
  return (
    <Screen
      title={t('stepTerms')}
      parent={`/customers/${encodeURIComponent(customerId)}`}
      actions={
        <Button
          kind="primary"
          wide
          busy={action.busy}
          disabled={exact === null || purpose.value === ''}
          onClick={() => void action.run(start)}
        >
          {t('toOpinion')}
        </Button>
      }
    >
      <Steps at={4} />
      <SelectField
        label={t('product')}
        value={product.id}
        onChange={(value) => (productId.value = value)}
        choices={products.map((one) => ({ value: one.id, label: language.value === 'zh' ? one.nameZh : one.nameEn }))}
        hint={`${t('rate')} ${percent(product.rateAnnual)} · ${label('RepaymentMethod', product.method)}`}
        error={error('productVersionId')}
      />
      <TextField
        label={t('amount')}
        big
        required
        unit={t('amountUnit')}
        value={amount.value}
        onInput={(value) => (amount.value = value)}
        hint={
          exact
            ? money(exact)
            : t('amountRange', { min: moneyShort(product.amountMin), max: moneyShort(product.amountMax) })
        }
        error={problem ?? error('amount')}
        attributes={{ inputMode: 'decimal', autoComplete: 'off', maxLength: 20 }}
      />
      <SelectField
        label={t('termMonths')}
        value={months}
        onChange={(value) => (term.value = value)}
        choices={terms.map((one) => ({ value: one, label: t('months', { n: Number(one) }) }))}
        error={error('termMonths')}
      />
      <SelectField
        label={t('purpose')}
        required
        value={purpose.value}
        onChange={(value) => (purpose.value = value)}
        empty={t('choosePurpose')}
        choices={product.purposes.map((one) => ({ value: one, label: label('purpose', one) }))}
        error={error('purpose')}
      />
      <QuoteCard productVersionId={product.id} amount={useSettled(exact)} termMonths={Number(months)} />
      {action.error && !told && <Failure error={action.error} />}
    </Screen>
  );
};

const QuoteCard = (props: { productVersionId: string; amount: string | null; termMonths: number }) => {
  const { amount, ...rest } = props;
  const { data, error } = useQuery(Quote, amount === null ? null : { input: { ...rest, amount } });
  if (amount === null) return null;
  if (error && !data) return <Notice tone="warn">{error.message}</Notice>;
  if (!data) return <Skeleton heights={[110]} />;
  const quote = data.scheduleQuote;
  return (
    <>
      <div class="card">
        <Facts
          of={[
            [t('quoteEach'), money(quote.rows[0]?.total ?? '0.00')],
            [t('quoteTotal'), money(quote.totalInterest)],
            [t('apr'), percent(quote.apr)],
          ]}
        />
      </div>
      <Schedule rows={quote.rows} apr={null} />
    </>
  );
};
