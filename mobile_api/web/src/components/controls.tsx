// Buttons and fields. A field knows its label, its hint and the refusal that names it.
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

type ButtonProps = {
  kind?: 'primary' | 'danger' | 'quiet' | 'outline' | 'plain';
  busy?: boolean;
  wide?: boolean;
  disabled?: boolean;
  type?: 'button' | 'submit';
  onClick?: () => void;
  children: ComponentChildren;
};

/** A busy button stays focusable and keeps its words, but a second press does nothing. */
export const Button = ({ kind = 'plain', busy = false, wide = false, type = 'button', ...rest }: ButtonProps) => (
  <button
    type={type}
    class={`button ${kind} ${wide ? 'wide' : ''}`}
    disabled={rest.disabled ?? false}
    aria-disabled={busy || undefined}
    aria-busy={busy || undefined}
    onClick={(event) => {
      if (busy) event.preventDefault();
      else rest.onClick?.();
    }}
  >
    {busy && <span class="spinner" aria-hidden="true" />}
    {rest.children}
  </button>
);

interface FieldBase {
  label: string;
  hint?: ComponentChildren;
  error?: string | null | undefined;
  doubt?: boolean;
  required?: boolean;
}

interface Wiring {
  id: string;
  'aria-invalid'?: true;
  'aria-describedby'?: string;
  required: boolean;
}

/** Label, control, hint, error: wired together for the eye and for a screen reader alike. */
export const Field = (props: FieldBase & { children: (wiring: Wiring) => ComponentChildren }) => {
  const id = useId();
  const told = Boolean(props.error ?? props.hint);
  const wiring: Wiring = { id, required: props.required ?? false };
  if (props.error) wiring['aria-invalid'] = true;
  if (told) wiring['aria-describedby'] = `${id}-told`;
  return (
    <div class={`field ${props.error ? 'invalid' : ''} ${props.doubt ? 'doubt' : ''}`}>
      <label for={id}>{props.label}</label>
      <div class="control">{props.children(wiring)}</div>
      {told && (
        <p id={`${id}-told`} class={props.error ? 'error' : 'hint'}>
          {props.error ?? props.hint}
        </p>
      )}
    </div>
  );
};

interface InputAttributes {
  name?: string;
  autoComplete?: string;
  inputMode?: 'numeric' | 'decimal' | 'tel' | 'text';
  enterKeyHint?: 'next' | 'go' | 'search' | 'done';
  maxLength?: number;
  placeholder?: string;
  autoFocus?: boolean;
  autoCapitalize?: 'characters';
  min?: string;
  max?: string;
}

export const TextField = (
  props: FieldBase & {
    value: string;
    onInput: (value: string) => void;
    type?: 'text' | 'password' | 'date' | 'tel' | 'search';
    unit?: string;
    big?: boolean;
    lines?: boolean;
    attributes?: InputAttributes;
  },
) => (
  <Field {...props}>
    {(wiring) => (
      <>
        {props.lines ? (
          <textarea
            {...wiring}
            rows={3}
            value={props.value}
            maxLength={500}
            placeholder={props.attributes?.placeholder ?? ''}
            onInput={(event) => props.onInput(event.currentTarget.value)}
          />
        ) : (
          <input
            {...wiring}
            {...(props.attributes ?? {})}
            // one type for all kinds: the library's types tell them apart by their ARIA roles, which no field here sets
            type={(props.type ?? 'text') as 'text'}
            class={props.big ? 'amount-input' : undefined}
            value={props.value}
            onInput={(event) => props.onInput(event.currentTarget.value)}
          />
        )}
        {props.unit && <span class="unit">{props.unit}</span>}
      </>
    )}
  </Field>
);

export interface Choice {
  value: string;
  label: string;
}

export const SelectField = (
  props: FieldBase & { value: string; onChange: (value: string) => void; choices: Choice[]; empty?: string },
) => (
  <Field {...props}>
    {(wiring) => (
      <select {...wiring} value={props.value} onChange={(event) => props.onChange(event.currentTarget.value)}>
        {props.empty !== undefined && <option value="">{props.empty}</option>}
        {props.choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    )}
  </Field>
);

/** Few choices side by side, one of them chosen. */
export const Segments = (props: {
  label: string;
  value: string;
  choices: Choice[];
  onChange: (value: string) => void;
}) => (
  <div class="segments" role="group" aria-label={props.label}>
    {props.choices.map((choice) => (
      <button
        key={choice.value}
        type="button"
        aria-pressed={choice.value === props.value}
        onClick={() => props.onChange(choice.value)}
      >
        {choice.label}
      </button>
    ))}
  </div>
);

/** Ready sentences that a tap puts into the text. */
export const Chips = (props: { label: string; choices: string[]; onPick: (text: string) => void }) => (
  <div class="chips" role="group" aria-label={props.label}>
    {props.choices.map((text) => (
      <button key={text} type="button" class="chip" onClick={() => props.onPick(text)}>
        {text}
      </button>
    ))}
  </div>
);
