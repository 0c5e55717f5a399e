import { LOGIN_REASONS, LOGIN_REFUSAL_LABELS } from "@podpass/contracts";
import { FilterBox } from "#components/filter-box.tsx";
import { InstantField } from "#components/instant-field.tsx";
import { Select } from "#components/ui/select.tsx";
import type { LoginActivitySearch } from "#features/login-activity/lib/login-activity-search.ts";

const ANY = "any";

const RESULT_OPTIONS = [
  { value: ANY, label: "Any result" },
  { value: "accepted", label: "Let in" },
  { value: "refused", label: "Refused" },
] as const;
const REASON_OPTIONS = [
  { value: ANY, label: "Any reason" },
  ...LOGIN_REASONS.map((reason) => ({ value: reason, label: LOGIN_REFUSAL_LABELS[reason] })),
] as const;
const PERIOD_OPTIONS = [
  { value: ANY, label: "Any time" },
  { value: "hour", label: "Last hour" },
  { value: "day", label: "Last 24 hours" },
  { value: "week", label: "Last 7 days" },
  { value: "custom", label: "From … until …" },
] as const;

interface LoginActivityFiltersProps {
  search: LoginActivitySearch;
  onSearchChange: (change: Partial<LoginActivitySearch>) => void;
}

export function LoginActivityFilters({ search, onSearchChange }: LoginActivityFiltersProps) {
  const { result, reason, account, period, requestId } = search;
  // Another filter makes another list, which begins at its first page.
  const filter = (change: Partial<LoginActivitySearch>) => onSearchChange({ ...change, trail: undefined });
  return (
    <div className="flex flex-wrap items-end gap-2">
      <FilterBox label="Find by request id" value={requestId} onValueChange={(text) => filter({ requestId: text })} />
      <FilterBox
        label="Filter by service account"
        value={account}
        onValueChange={(text) => filter({ account: text })}
      />
      <div className="w-full sm:w-36">
        <Select
          aria-label="Filter by result"
          options={RESULT_OPTIONS}
          value={result ?? ANY}
          // Who was let in was refused by nothing.
          onValueChange={(next) => filter({ result: next === ANY ? undefined : next, reason: undefined })}
        />
      </div>
      <div className="w-full sm:w-44">
        <Select
          aria-label="Filter by reason"
          options={REASON_OPTIONS}
          value={reason ?? ANY}
          onValueChange={(next) => filter(next === ANY ? { reason: undefined } : { reason: next, result: "refused" })}
        />
      </div>
      <div className="w-full sm:w-36">
        <Select
          aria-label="Filter by time"
          options={PERIOD_OPTIONS}
          value={period ?? ANY}
          onValueChange={(next) =>
            filter({ period: next === ANY ? undefined : next, from: undefined, until: undefined })
          }
        />
      </div>
      {period === "custom" && (
        <>
          <InstantField label="From" value={search.from} onValueChange={(from) => filter({ from })} />
          <InstantField label="Until" value={search.until} onValueChange={(until) => filter({ until })} />
        </>
      )}
    </div>
  );
}
