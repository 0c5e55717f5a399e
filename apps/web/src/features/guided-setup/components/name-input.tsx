import { type ReactNode, useState } from "react";
import type { z } from "zod";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

interface NameInputProps {
  label: string;
  help?: ReactNode;
  schema: z.ZodType<string, string>;
  value: string;
  onValueChange: (value: string) => void;
  placeholder?: string;
  isOptional?: boolean;
}

/** A text that is kept as it is typed, and speaks up about what is wrong with it once it has been left. */
export function NameInput(props: NameInputProps) {
  const { label, help, schema, value, onValueChange, placeholder, isOptional = false } = props;
  const [isTouched, setTouched] = useState(value !== "");
  const result = schema.safeParse(value);
  const error = isTouched && value !== "" && !result.success ? result.error.issues[0]?.message : undefined;
  return (
    <Field label={label} help={help} error={error} isOptional={isOptional}>
      <Input
        value={value}
        onValueChange={onValueChange}
        onBlur={() => setTouched(true)}
        placeholder={placeholder}
        spellCheck={false}
        autoCapitalize="none"
        className="font-mono"
      />
    </Field>
  );
}
