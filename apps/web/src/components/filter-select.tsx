import { Select, type SelectOption } from "#components/ui/select.tsx";
import { cn } from "#lib/cn.ts";

/** No value of a filter: they are words of ours and slugs. */
const ANY = "*";

interface FilterSelectProps<Value extends string> {
  label: string;
  /** What it says while nothing is filtered by it. */
  unfiltered: string;
  options: readonly SelectOption<Value>[];
  /** From the URL. */
  value: Value | undefined;
  onValueChange: (value: Value | undefined) => void;
  /** Its width where there is room for several. */
  className: `sm:w-${number}`;
}

/** Narrows a list to one of several values, or to none of them. */
export function FilterSelect<Value extends string>(props: FilterSelectProps<Value>) {
  const { label, unfiltered, options, value, onValueChange, className } = props;
  return (
    <div className={cn("w-full", className)}>
      <Select<Value | typeof ANY>
        aria-label={label}
        options={[{ value: ANY, label: unfiltered }, ...options]}
        value={value ?? ANY}
        onValueChange={(next) => onValueChange(next === ANY ? undefined : next)}
      />
    </div>
  );
}
