import type { RoleGrant } from "@podpass/contracts";
import { slugOfGrant, windowLengthMs } from "@podpass/contracts";
import { type GrantKind, kindOf, newGrant } from "#components/membership-roles/grants.ts";
import { TimeLeft } from "#components/time-left.tsx";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { fromLocalInput, toLocalInput } from "#lib/local-input.ts";

const KINDS: readonly { value: GrantKind; label: string }[] = [
  { value: "lasting", label: "For good" },
  { value: "length", label: "For a time" },
  { value: "end", label: "Until a date" },
];

interface RoleTimeFieldProps {
  /** The role's name, for telling the fields of several roles apart. */
  name: string;
  grant: RoleGrant;
  onGrantChange: (grant: RoleGrant) => void;
}

/** How long a chosen role is held, and what is left of it. */
export function RoleTimeField({ name, grant, onGrantChange }: RoleTimeFieldProps) {
  const slug = slugOfGrant(grant);
  return (
    <div className="flex flex-wrap items-center gap-2 pr-3 pb-2 pl-9.5 text-[0.8125rem]">
      <div className="w-34">
        <Select
          aria-label={`How long ${name} is held`}
          options={KINDS}
          value={kindOf(grant)}
          onValueChange={(kind) => onGrantChange(newGrant(slug, kind, new Date()))}
        />
      </div>
      {typeof grant !== "string" && <WindowInput name={name} grant={grant} onGrantChange={onGrantChange} />}
    </div>
  );
}

interface WindowInputProps extends Omit<RoleTimeFieldProps, "grant"> {
  grant: Exclude<RoleGrant, string>;
}

function WindowInput({ name, grant, onGrantChange }: WindowInputProps) {
  const { role, startsAt, windowLength, endsAt } = grant;
  if (endsAt !== undefined) {
    return (
      <Input
        type="datetime-local"
        aria-label={`End of ${name}`}
        value={toLocalInput(endsAt)}
        onValueChange={(text) => onGrantChange({ ...grant, endsAt: fromLocalInput(text) ?? "" })}
        className="w-52!"
      />
    );
  }
  const lengthMs = windowLengthMs(windowLength ?? "");
  return (
    <>
      <Input
        aria-label={`Length of ${name}`}
        value={windowLength ?? ""}
        onValueChange={(text) => onGrantChange({ ...grant, windowLength: text })}
        placeholder="1h"
        spellCheck={false}
        className="w-24! font-mono"
      />
      {lengthMs === null ? (
        <span className="text-bad">Type a length such as 30m, 8h or 7d.</span>
      ) : startsAt === undefined ? (
        <span className="text-muted">from the moment it is saved</span>
      ) : (
        <>
          <span className="text-muted">
            <TimeLeft until={new Date(new Date(startsAt).getTime() + lengthMs)} />
          </span>
          <Button size="sm" aria-label={`Renew ${name}`} onClick={() => onGrantChange({ role, windowLength })}>
            Renew
          </Button>
        </>
      )}
    </>
  );
}
