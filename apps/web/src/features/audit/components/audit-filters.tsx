import { AUDIT_ACTIONS, type AuditAction } from "@podpass/contracts";
import { FilterBox } from "#components/filter-box.tsx";
import { Select } from "#components/ui/select.tsx";
import { type AuditPeriod, PERIOD_OPTIONS } from "#features/audit/lib/period.ts";

export interface AuditFilters {
  action?: AuditAction;
  search?: string;
  period?: AuditPeriod;
}

const ANY = "any";
const ACTION_OPTIONS = [
  { value: ANY, label: "All actions" },
  ...AUDIT_ACTIONS.toSorted().map((action) => ({ value: action, label: action })),
] as const;
const PERIODS = [{ value: ANY, label: "Any time" }, ...PERIOD_OPTIONS] as const;

interface AuditFilterBarProps {
  filters: AuditFilters;
  onFiltersChange: (change: AuditFilters) => void;
}

export function AuditFilterBar({ filters, onFiltersChange }: AuditFilterBarProps) {
  return (
    <div className="flex flex-wrap gap-2">
      <FilterBox
        label="Name, id, address or request"
        value={filters.search}
        onValueChange={(search) => onFiltersChange({ search })}
      />
      <div className="w-full sm:w-56">
        <Select
          aria-label="Filter by action"
          options={ACTION_OPTIONS}
          value={filters.action ?? ANY}
          onValueChange={(action) => onFiltersChange({ action: action === ANY ? undefined : action })}
        />
      </div>
      <div className="w-full sm:w-44">
        <Select
          aria-label="Filter by time"
          options={PERIODS}
          value={filters.period ?? ANY}
          onValueChange={(period) => onFiltersChange({ period: period === ANY ? undefined : period })}
        />
      </div>
    </div>
  );
}
