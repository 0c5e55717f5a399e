import { AUDIT_ACTIONS, type AuditActorType, type AuditOutcome } from "@podpass/contracts";
import { FilterBox } from "#components/filter-box.tsx";
import { InstantField } from "#components/instant-field.tsx";
import { Select } from "#components/ui/select.tsx";
import { ProjectFilter } from "#features/audit/components/project-filter.tsx";
import { type AuditLogSearch, type AuditPeriod, isReversed } from "#features/audit/lib/audit-search.ts";

const ANY = "any";
const ACTION_OPTIONS = [
  { value: ANY, label: "All actions" },
  ...AUDIT_ACTIONS.toSorted().map((action) => ({ value: action, label: action })),
] as const;
const ACTOR_OPTIONS: readonly { value: AuditActorType | typeof ANY; label: string }[] = [
  { value: ANY, label: "Anyone" },
  { value: "user", label: "People" },
  { value: "identity", label: "Identities" },
  { value: "system", label: "Podpass itself" },
];
const OUTCOME_OPTIONS: readonly { value: AuditOutcome | typeof ANY; label: string }[] = [
  { value: ANY, label: "Any outcome" },
  { value: "succeeded", label: "Succeeded" },
  { value: "refused", label: "Refused" },
];
const PERIOD_OPTIONS: readonly { value: AuditPeriod | typeof ANY; label: string }[] = [
  { value: ANY, label: "Any time" },
  { value: "hour", label: "Last hour" },
  { value: "day", label: "Last 24 hours" },
  { value: "week", label: "Last 7 days" },
  { value: "month", label: "Last 30 days" },
  { value: "custom", label: "From … until …" },
];

interface AuditFilterBarProps {
  search: AuditLogSearch;
  onSearchChange: (change: Partial<AuditLogSearch>) => void;
}

export function AuditFilterBar({ search, onSearchChange }: AuditFilterBarProps) {
  const { action, actor, outcome, project, period, from, to } = search;
  // Another filter makes another list, which begins at its first page.
  const filter = (change: Partial<AuditLogSearch>) => onSearchChange({ ...change, trail: undefined });
  return (
    <div className="flex flex-wrap items-start gap-2">
      <FilterBox
        label="Name, id, address or request"
        value={search.search}
        onValueChange={(text) => filter({ search: text })}
      />
      <div className="w-full sm:w-56">
        <Select
          aria-label="Filter by action"
          options={ACTION_OPTIONS}
          value={action ?? ANY}
          onValueChange={(next) => filter({ action: next === ANY ? undefined : next })}
        />
      </div>
      <div className="w-full sm:w-36">
        <Select
          aria-label="Filter by who acted"
          options={ACTOR_OPTIONS}
          value={actor ?? ANY}
          onValueChange={(next) => filter({ actor: next === ANY ? undefined : next })}
        />
      </div>
      <div className="w-full sm:w-36">
        <Select
          aria-label="Filter by outcome"
          options={OUTCOME_OPTIONS}
          value={outcome ?? ANY}
          onValueChange={(next) => filter({ outcome: next === ANY ? undefined : next })}
        />
      </div>
      <div className="w-full sm:w-52">
        <ProjectFilter projectId={project} onProjectChange={(next) => filter({ project: next })} />
      </div>
      <div className="w-full sm:w-40">
        <Select
          aria-label="Filter by time"
          options={PERIOD_OPTIONS}
          value={period ?? ANY}
          onValueChange={(next) => filter({ period: next === ANY ? undefined : next, from: undefined, to: undefined })}
        />
      </div>
      {period === "custom" && (
        <div className="flex w-full flex-wrap gap-2">
          <InstantField label="From" value={from} onValueChange={(next) => filter({ from: next })} />
          <InstantField
            label="Until"
            value={to}
            onValueChange={(next) => filter({ to: next })}
            error={isReversed(search) ? "Must be after the start" : undefined}
          />
        </div>
      )}
    </div>
  );
}
