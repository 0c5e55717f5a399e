import { type Ref, useId } from "react";
import { Checkbox } from "#components/ui/checkbox.tsx";
import type { ProjectRole, ProjectRoles } from "#features/project-membership/hooks/use-project-roles.ts";

interface RolesFieldProps {
  roles: ProjectRoles;
  value: readonly string[];
  onValueChange: (slugs: string[]) => void;
  error: string | undefined;
  onBlur: () => void;
  /** The first box, for the focus when the choice is missing. */
  ref: Ref<HTMLElement>;
}

/** Which project roles a member has; it may do what any of them allows. */
export function RolesField({ roles, value, onValueChange, error, onBlur, ref }: RolesFieldProps) {
  const errorId = useId();
  const toggle = (slug: string, isChosen: boolean) =>
    onValueChange(isChosen ? [...value, slug] : value.filter((other) => other !== slug));
  return (
    <fieldset aria-describedby={error ? errorId : undefined} onBlur={onBlur} className="flex flex-col gap-1">
      <legend className="font-medium">Project roles</legend>
      <p className="text-[0.8125rem] text-muted">
        What the identity may do in this project. With several roles it may do what any of them allows.
        {roles.hiddenCount > 0 && " Roles that allow more than you hold are not offered."}
      </p>
      <div className="mt-1 flex flex-col divide-y rounded-sm border border-line-strong">
        {roles.grantable.map((role, index) => (
          <RoleChoice
            key={role.slug}
            role={role}
            isChosen={value.includes(role.slug)}
            onChoose={(isChosen) => toggle(role.slug, isChosen)}
            ref={index === 0 ? ref : undefined}
          />
        ))}
      </div>
      {error && (
        <p id={errorId} role="alert" className="text-[0.8125rem] text-bad">
          {error}
        </p>
      )}
    </fieldset>
  );
}

interface RoleChoiceProps {
  role: ProjectRole;
  isChosen: boolean;
  onChoose: (isChosen: boolean) => void;
  ref: Ref<HTMLElement> | undefined;
}

function RoleChoice({ role, isChosen, onChoose, ref }: RoleChoiceProps) {
  const id = useId();
  return (
    <label htmlFor={`${id}-box`} className="flex cursor-pointer gap-2.5 px-3 py-2 hover:bg-hover">
      <span className="mt-0.5">
        <Checkbox
          id={`${id}-box`}
          ref={ref}
          aria-labelledby={`${id}-name`}
          aria-describedby={`${id}-hint`}
          checked={isChosen}
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
  );
}
