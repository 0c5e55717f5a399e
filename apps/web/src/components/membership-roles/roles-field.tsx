import { type RoleGrant, slugOfGrant } from "@podpass/contracts";
import { type Ref, useId, useImperativeHandle, useRef } from "react";
import type { Role, RoleChoices } from "#components/membership-roles/role-choices.ts";
import { RoleTimeField } from "#components/membership-roles/role-time-field.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";

interface RolesFieldProps {
  /** Such as "Project roles". */
  legend: string;
  /** What the roles decide, as a sentence. */
  help: string;
  roles: RoleChoices;
  value: readonly RoleGrant[];
  onChange: (grants: RoleGrant[]) => void;
  error: RolesError;
  onBlur: () => void;
  /** Takes the focus to what is wrong: the field of a time, else the first box. */
  ref: Ref<{ focus: () => void }>;
}

/** Which roles a member has, and how long, as a field for a Controller; it may do what any of them allows and none of them denies. */
export function RolesField({ legend, help, roles, value, onChange, error, onBlur, ref }: RolesFieldProps) {
  const errorId = useId();
  const choices = useRef<HTMLDivElement>(null);
  useImperativeHandle(
    ref,
    () => ({ focus: () => focusFirst(choices.current, "[aria-invalid=true]", "[role=checkbox]") }),
    [],
  );
  const message = messageOf(error);
  const toggle = (slug: string, isChosen: boolean) =>
    onChange(isChosen ? [...value, slug] : value.filter((other) => slugOfGrant(other) !== slug));
  const change = (next: RoleGrant) =>
    onChange(value.map((other) => (slugOfGrant(other) === slugOfGrant(next) ? next : other)));
  return (
    <fieldset aria-describedby={message ? errorId : undefined} onBlur={onBlur} className="flex flex-col gap-1">
      <legend className="font-medium">{legend}</legend>
      <p className="text-[0.8125rem] text-muted">
        {help} Several roles allow what any of them allows; what one denies is denied.
        {roles.hiddenCount > 0 && " Roles that allow more than you hold are not offered."}
      </p>
      <div ref={choices} className="mt-1 flex flex-col divide-y rounded-sm border border-line-strong">
        {roles.grantable.map((role) => (
          <RoleChoice
            key={role.slug}
            role={role}
            grant={value.find((grant) => slugOfGrant(grant) === role.slug)}
            onChoose={(isChosen) => toggle(role.slug, isChosen)}
            onGrantChange={change}
          />
        ))}
      </div>
      {message && (
        <p id={errorId} role="alert" className="text-[0.8125rem] text-bad">
          {message}
        </p>
      )}
    </fieldset>
  );
}

/** Gives the focus to the first element of the first selector that any matches. */
function focusFirst(within: HTMLElement | null, ...selectors: string[]): void {
  const found = selectors.map((selector) => within?.querySelector<HTMLElement>(selector));
  found.find((element) => element)?.focus();
}

/** What is wrong with the choice as a whole, or with the time of one of its roles. */
type RolesError = { message?: string } | readonly unknown[] | undefined;

function messageOf(error: RolesError): string | undefined {
  if (!error) return undefined;
  if ("message" in error && error.message) return error.message;
  return "The time of a role cannot be saved as it is";
}

interface RoleChoiceProps {
  role: Role;
  grant: RoleGrant | undefined;
  onGrantChange: (grant: RoleGrant) => void;
  onChoose: (isChosen: boolean) => void;
}

function RoleChoice({ role, grant, onChoose, onGrantChange }: RoleChoiceProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={`${id}-box`} className="flex cursor-pointer gap-2.5 px-3 py-2 hover:bg-hover">
        <span className="mt-0.5">
          <Checkbox
            id={`${id}-box`}
            aria-labelledby={`${id}-name`}
            aria-describedby={`${id}-hint`}
            checked={grant !== undefined}
            onCheckedChange={onChoose}
          />
        </span>
        <span className="min-w-0">
          <span id={`${id}-name`} className="block font-medium">
            {role.name}
          </span>
          <span id={`${id}-hint`} className="block text-[0.8125rem] text-muted">
            {role.description}
          </span>
        </span>
      </label>
      {grant !== undefined && <RoleTimeField name={role.name} grant={grant} onGrantChange={onGrantChange} />}
    </div>
  );
}
