import type { Ref } from "react";
import type { OrganizationRoles } from "#components/membership-roles/use-organization-roles.ts";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";

interface RoleFieldProps {
  roles: OrganizationRoles;
  value: string | undefined;
  onValueChange: (slug: string) => void;
  error: string | undefined;
  onBlur: () => void;
  ref: Ref<HTMLButtonElement>;
}

/** The organization role of an identity, of those the signed-in user may hand on. */
export function RoleField({ roles, value = "", onValueChange, error, onBlur, ref }: RoleFieldProps) {
  const hiddenCount = roles.roles.length - roles.grantable.length;
  const options = roles.grantable.map(({ slug, name, description }) => ({
    value: slug,
    label: name,
    hint: description,
  }));
  const chosen = roles.roles.find((role) => role.slug === value);
  return (
    <Field
      label="Role"
      help={`What the identity may do in the organization. Access to a project comes from the project.${hiddenCount > 0 ? " Roles that allow more than you hold are not offered." : ""}`}
      error={error}
      isButtonControl
    >
      <Select options={options} value={value} onValueChange={onValueChange} onBlur={onBlur} ref={ref} />
      {chosen && <p className="text-[0.8125rem] text-muted">{chosen.description}.</p>}
    </Field>
  );
}
