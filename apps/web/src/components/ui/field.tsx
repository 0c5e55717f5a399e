import { Field as BaseField } from "@base-ui/react/field";
import type { ReactNode } from "react";

interface FieldProps {
  label: ReactNode;
  /** What the field is for, under the label; read out with the control. */
  help?: ReactNode;
  /** What is wrong, under the control. */
  error?: string | undefined;
  isOptional?: boolean;
  /** True when the control is a button (Select, Combobox trigger) and not an input. */
  isButtonControl?: boolean;
  children: ReactNode;
}

/** One labelled control. Label, help and error are wired to whatever control is inside. */
export function Field({ label, help, error, isOptional = false, isButtonControl = false, children }: FieldProps) {
  const labelParts = isButtonControl ? { nativeLabel: false, render: <div /> } : {};
  return (
    <BaseField.Root invalid={error !== undefined} className="flex min-w-0 flex-col gap-1">
      <BaseField.Label {...labelParts} className="w-fit font-medium">
        {label}
        {isOptional && <span className="font-normal text-muted"> (optional)</span>}
      </BaseField.Label>
      {help && (
        <BaseField.Description className="wrap-anywhere text-[0.8125rem] text-muted">{help}</BaseField.Description>
      )}
      {children}
      {error && (
        <BaseField.Error match className="text-[0.8125rem] text-bad">
          {error}
        </BaseField.Error>
      )}
    </BaseField.Root>
  );
}

/** What is worth knowing about what was typed, inside a Field under its control; read out with it. */
export function FieldNote({ children }: { children: ReactNode }) {
  return (
    <BaseField.Description render={<div />} className="text-[0.8125rem]">
      {children}
    </BaseField.Description>
  );
}
