import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { type ReactNode, type Ref, useId } from "react";

interface RadioCardOption<Value extends string> {
  value: Value;
  title: string;
  /** When to choose it. */
  hint: ReactNode;
}

interface RadioCardsProps<Value extends string> {
  label: string;
  options: readonly RadioCardOption<Value>[];
  value: Value;
  onValueChange: (value: Value) => void;
  ref?: Ref<HTMLInputElement>;
}

/** A choice between few ways, each of which needs a sentence. */
export function RadioCards<Value extends string>(props: RadioCardsProps<Value>) {
  const labelId = useId();
  return (
    <div className="flex flex-col gap-1">
      <span id={labelId} className="font-medium">
        {props.label}
      </span>
      <RadioGroup
        value={props.value}
        onValueChange={props.onValueChange}
        inputRef={props.ref}
        aria-labelledby={labelId}
        className="grid grid-cols-[repeat(auto-fit,minmax(13rem,1fr))] gap-2"
      >
        {props.options.map((option) => (
          <RadioCard key={option.value} option={option} />
        ))}
      </RadioGroup>
    </div>
  );
}

function RadioCard({ option }: { option: RadioCardOption<string> }) {
  const id = useId();
  return (
    <label
      htmlFor={`${id}-control`}
      className="flex cursor-pointer gap-2.5 rounded-md border border-line p-3 transition-colors hover:bg-hover has-data-checked:border-accent has-data-checked:bg-accent-soft"
    >
      <Radio.Root
        id={`${id}-control`}
        value={option.value}
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-hint`}
        className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full border border-line-strong bg-ground data-checked:border-accent data-checked:bg-accent"
      >
        <Radio.Indicator className="size-1.5 rounded-full bg-accent-ink" />
      </Radio.Root>
      <span className="min-w-0">
        <span id={`${id}-title`} className="block font-medium">
          {option.title}
        </span>
        <span id={`${id}-hint`} className="block text-[0.8125rem] text-muted">
          {option.hint}
        </span>
      </span>
    </label>
  );
}
