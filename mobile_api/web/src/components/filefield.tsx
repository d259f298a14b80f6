// A file from the device, as it is.
import { Field } from './controls.tsx';

interface FileFieldProps {
  label: string;
  accept: string;
  error?: string | null;
  onChange: (file: File | null) => void;
}

export const FileField = ({ label, accept, error, onChange }: FileFieldProps) => (
  <Field label={label} error={error}>
    {(wiring) => (
      <input
        {...wiring}
        type="file"
        accept={accept}
        onChange={(event) => onChange(event.currentTarget.files?.[0] ?? null)}
      />
    )}
  </Field>
);
