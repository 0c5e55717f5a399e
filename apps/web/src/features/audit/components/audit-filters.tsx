import { AUDIT_ACTIONS, type AuditActorType, type AuditOutcome } from "@podpass/contracts";
import { FilterBox } from "#components/filter-box.tsx";
import { FilterSelect } from "#components/filter-select.tsx";
import { InstantField } from "#components/instant-field.tsx";
import type { SelectOption } from "#components/ui/select.tsx";
import { ProjectFilter } from "#features/audit/components/project-filter.tsx";
import { type AuditLogSearch, type AuditPeriod, isReversed } from "#features/audit/lib/audit-search.ts";

const ACTION_OPTIONS = AUDIT_ACTIONS.toSorted().map((action) => ({ value: action, label: action }));
const ACTOR_OPTIONS: readonly SelectOption<AuditActorType>[] = [
  { value: "user", label: "People" },
  { value: "identity", label: "Identities" },
  { value: "system", label: "Podpass itself" },
];
const OUTCOME_OPTIONS: readonly SelectOption<AuditOutcome>[] = [
  { value: "succeeded", label: "Succeeded" },
  { value: "refused", label: "Refused" },
];
const PERIOD_OPTIONS: readonly SelectOption<AuditPeriod>[] = [
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
      <FilterSelect
        label="Filter by action"
        unfiltered="All actions"
        options={ACTION_OPTIONS}
        value={action}
        onValueChange={(next) => filter({ action: next })}
        className="sm:w-56"
      />
      <FilterSelect
        label="Filter by who acted"
        unfiltered="Anyone"
        options={ACTOR_OPTIONS}
        value={actor}
        onValueChange={(next) => filter({ actor: next })}
        className="sm:w-36"
      />
      <FilterSelect
        label="Filter by outcome"
        unfiltered="Any outcome"
        options={OUTCOME_OPTIONS}
        value={outcome}
        onValueChange={(next) => filter({ outcome: next })}
        className="sm:w-36"
      />
      <div className="w-full sm:w-52">
        <ProjectFilter projectId={project} onProjectChange={(next) => filter({ project: next })} />
      </div>
      <FilterSelect
        label="Filter by time"
        unfiltered="Any time"
        options={PERIOD_OPTIONS}
        value={period}
        onValueChange={(next) => filter({ period: next, from: undefined, to: undefined })}
        className="sm:w-40"
      />
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
