import { type ReactNode, useState } from "react";
import { RadioCards } from "#components/ui/radio-cards.tsx";

interface Way {
  title: string;
  hint: string;
  form: ReactNode;
}

interface NewOrExistingProps {
  /** "Which project". */
  label: string;
  canCreate: boolean;
  create: Way;
  existing: Way;
}

/** Makes something or finds what there is; whoever may not make any only finds. */
export function NewOrExisting({ label, canCreate, create, existing }: NewOrExistingProps) {
  const [way, setWay] = useState<"new" | "existing">(canCreate ? "new" : "existing");
  const options = [
    { value: "new", title: create.title, hint: create.hint },
    { value: "existing", title: existing.title, hint: existing.hint },
  ] as const;
  return (
    <>
      {canCreate && <RadioCards label={label} options={options} value={way} onValueChange={setWay} />}
      {way === "new" ? create.form : existing.form}
    </>
  );
}
