import { type ReactNode, useMemo, useState } from "react";
import { StepActions } from "#components/step-actions.tsx";
import { SubmitButton } from "#components/submit-button.tsx";
import { Combobox } from "#components/ui/combobox.tsx";
import { Field } from "#components/ui/field.tsx";

interface PickFormProps {
  /** What one is: "identity". */
  noun: string;
  label: string;
  /** Those that match what was typed. */
  query: {
    data?: { items: readonly { id: string; name: string }[] } | undefined;
    isFetching: boolean;
    isError: boolean;
  };
  onSearchChange: (search: string) => void;
  onPick: (value: string) => void;
  back: ReactNode;
}

/** Chooses one of many that exist, found by typing, and goes on with it. */
export function PickForm({ noun, label, query, onSearchChange, onPick, back }: PickFormProps) {
  const [value, setValue] = useState<string | null>(null);
  const [isAsked, setAsked] = useState(false);
  const options = useMemo(
    () => (query.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
    [query.data],
  );
  return (
    <form
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (value !== null) onPick(value);
      }}
    >
      <Field label={label} error={isAsked && value === null ? `Choose the ${noun}` : undefined}>
        <Combobox
          options={options}
          value={value}
          onValueChange={setValue}
          onSearchChange={onSearchChange}
          isLoading={query.isFetching}
          placeholder="Type to search…"
          emptyText={query.isError ? "The list could not be loaded." : "None matches."}
        />
      </Field>
      <StepActions>
        {back}
        <SubmitButton isPending={false}>Continue</SubmitButton>
      </StepActions>
    </form>
  );
}
