// An application taken without a network: photographs, figures, terms and opinion on one page, kept on the phone as it
// is filled in, sent in its order once there is hope of an answer.
import { useSignal, type Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Notice } from '../../components/basics.tsx';
import { Camera } from '../../components/camera.tsx';
import { Button, SelectField, TextField } from '../../components/controls.tsx';
import { Failure } from '../../components/failure.tsx';
import { Screen } from '../../components/frame.tsx';
import { Icon } from '../../components/icons.tsx';
import { toast } from '../../components/overlays.tsx';
import { Products, type ProductParts } from '../../generated/operations.ts';
import { language } from '../../i18n/core.ts';
import { money, moneyShort, parseAmount, percent } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { drafts, errands, followErrands, sendErrand, tryAgain } from '../../lib/errands.ts';
import { useQuery } from '../../lib/query.ts';
import { navigate } from '../../lib/router.ts';
import { keepPhoto } from '../../store/photos.ts';
import { amountProblem, termsOf } from './amounts.ts';
import { ErrandList } from '../../components/errands.tsx';
import { EMPTY, isWhole, mendedSteps, stepsOf, type Form } from './offline.ts';

const DRAFT = 'form:here';
const SIDES = [
  { name: 'front', kind: 'ID_FRONT', shape: 'shape-card front' },
  { name: 'back', kind: 'ID_BACK', shape: 'shape-card back' },
] as const;

const TEXTS = [
  ['name', 'name', {}],
  ['idNumber', 'idNumber', { autoCapitalize: 'characters', maxLength: 18 }],
  ['phone', 'phone', { inputMode: 'tel', maxLength: 20 }],
  ['income', 'incomeMonthly', { inputMode: 'decimal', maxLength: 20 }],
  ['debt', 'debtMonthly', { inputMode: 'decimal', maxLength: 20 }],
] as const;

/** `errandKey`: one that the server has refused, to be mended; null for the one that is being filled in. */
export const HereScreen = ({ errandKey }: { errandKey: string | null }) => {
  const form = useSignal<Form | null>(null);
  const errand = errands.value.find((one) => one.key === errandKey) ?? null;
  useEffect(followErrands, []);
  useEffect(() => {
    if (form.peek()) return;
    if (errandKey !== null) form.value = (errand?.form as Form | undefined) ?? null;
    else void (drafts.value?.find<Form>(DRAFT) ?? Promise.resolve(null)).then((kept) => (form.value = kept ?? EMPTY));
  }, [errand?.key, drafts.value]);
  return (
    <>
      {form.value && <Filling key={errandKey ?? ''} form={form as Signal<Form>} errandKey={errand?.key ?? null} />}
    </>
  );
};

const Filling = ({ form, errandKey }: { form: Signal<Form>; errandKey: string | null }) => {
  const { data } = useQuery(Products, {});
  const shooting = useSignal<(typeof SIDES)[number] | null>(null);
  const action = useAction();
  const own = drafts.value;
  const of = form.value;
  const products = data?.products ?? [];
  const product = products.find((one) => one.id === of.product) ?? products[0] ?? null;
  const change = (part: Partial<Form>): void => {
    form.value = { ...form.peek(), ...part };
    if (errandKey === null) void own?.keep(DRAFT, form.value).catch(() => undefined);
  };
  const send = async (): Promise<void> => {
    const whole = { ...of, product: product!.id, term: of.term || termOf(product!) };
    const errand = errands.value.find((one) => one.key === errandKey);
    if (errand) {
      await tryAgain(errand, { form: whole, steps: mendedSteps(errand.steps.slice(0, errand.done), whole) });
    } else {
      const amount = parseAmount(of.amount)!;
      const steps = stepsOf(whole);
      if (!(await sendErrand({ kind: 'application', who: of.name, amount, steps, form: whole }))) throw new Error();
      await own?.drop(DRAFT);
    }
    toast(t('hereKept'));
    navigate('/outbox', { replace: true });
  };
  return (
    <Screen
      title={t('hereTitle')}
      parent="/new"
      actions={
        <Button
          kind="primary"
          wide
          busy={action.busy}
          disabled={!product || !isWhole(of) || amountProblem(of.amount, product) !== null}
          onClick={() => void action.run(send)}
        >
          {t('hereSave')}
        </Button>
      }
    >
      <Notice>{t('hereText')}</Notice>
      {SIDES.map((side) => (
        <button key={side.name} type="button" class="slot" onClick={() => (shooting.value = side)}>
          <span class="lead">
            <Icon name={of[side.name] ? 'check' : 'camera'} size={26} />
          </span>
          <span class="main">
            <span class="title">{label('DocumentKind', side.kind)}</span>
            <span class="sub">
              {t(of[side.name] ? 'herePhotoKept' : side.name === 'front' ? 'photoTake' : 'photoOptional')}
            </span>
          </span>
        </button>
      ))}
      {TEXTS.map(([name, words, attributes]) => (
        <TextField
          key={name}
          label={t(words)}
          required={name !== 'income' && name !== 'debt'}
          value={of[name]}
          onInput={(value) => change({ [name]: value })}
          attributes={{ autoComplete: 'off', ...attributes }}
        />
      ))}
      <label class="check">
        <input
          type="checkbox"
          checked={of.consent}
          onChange={(event) => change({ consent: event.currentTarget.checked })}
        />
        <span>{t('consentLabel')}</span>
      </label>
      {product ? <Terms of={of} change={change} products={products} product={product} /> : <p>{t('hereNoProducts')}</p>}
      <TextField
        label={t('opinionReason')}
        lines
        required
        value={of.reason}
        onInput={(reason) => change({ reason })}
        attributes={{ placeholder: t('opinionHint') }}
      />
      {action.error && <Failure error={action.error} />}
      <ErrandList />
      {shooting.value && own && (
        <Camera
          title={label('DocumentKind', shooting.value.kind)}
          shape={shooting.value.shape}
          onClose={() => (shooting.value = null)}
          onPicture={(picture) => {
            const { name, kind } = shooting.value!;
            shooting.value = null;
            void action.run(async () => change({ [name]: (await keepPhoto(own, kind, picture)).key }));
          }}
        />
      )}
    </Screen>
  );
};

const termOf = (product: ProductParts): string => {
  const terms = termsOf(product);
  return terms.includes('12') ? '12' : (terms[0] ?? '');
};

interface TermsProps {
  of: Form;
  change: (part: Partial<Form>) => void;
  products: ProductParts[];
  product: ProductParts;
}

const Terms = ({ of, change, products, product }: TermsProps) => (
  <>
    <SelectField
      label={t('product')}
      value={product.id}
      onChange={(value) => change({ product: value, purpose: '' })}
      choices={products.map((one) => ({ value: one.id, label: language.value === 'zh' ? one.nameZh : one.nameEn }))}
      hint={`${t('rate')} ${percent(product.rateAnnual)} · ${label('RepaymentMethod', product.method)}`}
    />
    <TextField
      label={t('amount')}
      big
      required
      unit={t('amountUnit')}
      value={of.amount}
      onInput={(amount) => change({ amount })}
      hint={
        parseAmount(of.amount)
          ? money(parseAmount(of.amount)!)
          : t('amountRange', { min: moneyShort(product.amountMin), max: moneyShort(product.amountMax) })
      }
      error={amountProblem(of.amount, product)}
      attributes={{ inputMode: 'decimal', autoComplete: 'off', maxLength: 20 }}
    />
    <SelectField
      label={t('termMonths')}
      value={of.term || termOf(product)}
      onChange={(term) => change({ term })}
      choices={termsOf(product).map((one) => ({ value: one, label: t('months', { n: Number(one) }) }))}
    />
    <SelectField
      label={t('purpose')}
      required
      value={of.purpose}
      onChange={(purpose) => change({ purpose })}
      empty={t('choosePurpose')}
      choices={product.purposes.map((one) => ({ value: one, label: label('purpose', one) }))}
    />
  </>
);
