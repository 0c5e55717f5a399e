import type { RoleGrant, TemporaryRole } from "@podpass/contracts";
import { slugOfGrant, windowLengthMs } from "@podpass/contracts";
import { type ReactNode, useId } from "react";
import {
  type GrantKind,
  kindOf,
  newGrant,
  type TimeProblem,
  timeProblem,
} from "#components/membership-roles/grants.ts";
import { WindowTimeLeft } from "#components/time-left.tsx";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { fromLocalInput, toLocalInput } from "#lib/local-input.ts";

const KINDS: readonly { value: GrantKind; label: string }[] = [
  { value: "lasting", label: "For good" },
  { value: "length", label: "For a time" },
  { value: "end", label: "Until a date" },
  { value: "period", label: "Between dates" },
];

interface RoleTimeFieldProps {
  /** The role's name, for telling the fields of several roles apart. */
  name: string;
  grant: RoleGrant;
  onGrantChange: (grant: RoleGrant) => void;
}

/** When and how long a chosen role is held, and what is left of it. */
export function RoleTimeField({ name, grant, onGrantChange }: RoleTimeFieldProps) {
  const slug = slugOfGrant(grant);
  const errorId = useId();
  const problem = typeof grant === "string" ? null : timeProblem(grant, new Date());
  return (
    <div className="flex flex-wrap items-center gap-2 pr-3 pb-2 pl-9.5 text-[0.8125rem]">
      <div className="w-38">
        <Select
          aria-label={`How long ${name} is held`}
          options={KINDS}
          value={kindOf(grant)}
          onValueChange={(kind) => onGrantChange(newGrant(slug, kind, new Date()))}
        />
      </div>
      {typeof grant !== "string" && (
        <TimeInputs name={name} grant={grant} onGrantChange={onGrantChange} problem={problem} errorId={errorId} />
      )}
      {problem && (
        <span id={errorId} className="text-bad">
          {problem.text}
        </span>
      )}
    </div>
  );
}

interface TimeInputsProps extends Omit<RoleTimeFieldProps, "grant"> {
  grant: TemporaryRole;
  problem: TimeProblem | null;
  errorId: string;
}

function TimeInputs({ name, grant, onGrantChange, problem, errorId }: TimeInputsProps) {
  const { startsAt, endsAt, windowLength } = grant;
  const invalid = (field: TimeProblem["field"]) =>
    problem?.field === field && { "aria-invalid": true, "aria-describedby": errorId };
  if (endsAt === undefined) {
    return (
      <>
        <Input
          aria-label={`Length of ${name}`}
          value={windowLength ?? ""}
          onValueChange={(text) => onGrantChange({ ...grant, windowLength: text })}
          placeholder="1h"
          spellCheck={false}
          className="w-24! font-mono"
          {...invalid("windowLength")}
        />
        <RunningLength name={name} grant={grant} onGrantChange={onGrantChange} />
      </>
    );
  }
  return (
    <>
      {startsAt !== undefined && (
        <>
          <InstantInput
            label={`Start of ${name}`}
            value={startsAt}
            onValueChange={(instant) => onGrantChange({ ...grant, startsAt: instant })}
            {...invalid("startsAt")}
          />
          <span aria-hidden className="text-muted">
            until
          </span>
        </>
      )}
      <InstantInput
        label={`End of ${name}`}
        value={endsAt}
        onValueChange={(instant) => onGrantChange({ ...grant, endsAt: instant })}
        {...invalid("endsAt")}
      />
      {problem === null && startsAt !== undefined && (
        <span className="text-muted">
          <WindowTimeLeft startsAt={startsAt} endsAt={endsAt} />
        </span>
      )}
    </>
  );
}

interface InstantInputProps {
  label: string;
  value: string;
  /** Receives the instant, or nothing while what is typed is not one. */
  onValueChange: (instant: string) => void;
}

function InstantInput({ label, value, onValueChange, ...aria }: InstantInputProps): ReactNode {
  return (
    <Input
      type="datetime-local"
      aria-label={label}
      value={toLocalInput(value)}
      onValueChange={(text) => onValueChange(fromLocalInput(text) ?? "")}
      className="w-52!"
      {...aria}
    />
  );
}

/** What is left of a length that runs already, and how to let it run anew. */
function RunningLength({ name, grant, onGrantChange }: Omit<TimeInputsProps, "problem" | "errorId">) {
  const { role, startsAt, windowLength } = grant;
  const lengthMs = windowLengthMs(windowLength ?? "");
  if (lengthMs === null) return null;
  if (startsAt === undefined) return <span className="text-muted">from the moment it is saved</span>;
  return (
    <>
      <span className="text-muted">
        <WindowTimeLeft startsAt={startsAt} endsAt={new Date(new Date(startsAt).getTime() + lengthMs)} />
      </span>
      <Button size="sm" aria-label={`Renew ${name}`} onClick={() => onGrantChange({ role, windowLength })}>
        Renew
      </Button>
    </>
  );
}
