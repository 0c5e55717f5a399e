import { LOGIN_REASONS, LOGIN_REFUSAL_LABELS } from "@podpass/contracts";
import { FilterBox } from "#components/filter-box.tsx";
import { FilterSelect } from "#components/filter-select.tsx";
import { InstantField } from "#components/instant-field.tsx";
import type { LoginActivitySearch } from "#features/login-activity/lib/login-activity-search.ts";

const RESULT_OPTIONS = [
  { value: "accepted", label: "Let in" },
  { value: "refused", label: "Refused" },
] as const;
const REASON_OPTIONS = LOGIN_REASONS.map((reason) => ({ value: reason, label: LOGIN_REFUSAL_LABELS[reason] }));
const PERIOD_OPTIONS = [
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
      <FilterSelect
        label="Filter by result"
        unfiltered="Any result"
        options={RESULT_OPTIONS}
        value={result}
        // Who was let in was refused by nothing.
        onValueChange={(next) => filter({ result: next, reason: undefined })}
        className="sm:w-36"
      />
      <FilterSelect
        label="Filter by reason"
        unfiltered="Any reason"
        options={REASON_OPTIONS}
        value={reason}
        onValueChange={(next) => filter(next ? { reason: next, result: "refused" } : { reason: undefined })}
        className="sm:w-44"
      />
      <FilterSelect
        label="Filter by time"
        unfiltered="Any time"
        options={PERIOD_OPTIONS}
        value={period}
        onValueChange={(next) => filter({ period: next, from: undefined, until: undefined })}
        className="sm:w-36"
      />
      {period === "custom" && (
        <>
          <InstantField label="From" value={search.from} onValueChange={(from) => filter({ from })} />
          <InstantField label="Until" value={search.until} onValueChange={(until) => filter({ until })} />
        </>
      )}
    </div>
  );
}
