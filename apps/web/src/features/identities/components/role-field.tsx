import type { Ref } from "react";
import { useOrganizationRoles } from "#components/membership-roles/use-organization-roles.ts";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";

interface RoleFieldProps {
  /** The form's field, as a controller hands it out. */
  field: { value?: string; onChange: (slug: string) => void; onBlur: () => void; ref: Ref<HTMLButtonElement> };
  error: string | undefined;
}

/** The organization role of an identity, of those the signed-in user may hand on. */
export function RoleField({ field: { value = "", onChange, onBlur, ref }, error }: RoleFieldProps) {
  const roles = useOrganizationRoles();
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
      <Select options={options} value={value} onValueChange={onChange} onBlur={onBlur} ref={ref} />
      {chosen && <p className="text-[0.8125rem] text-muted">{chosen.description}.</p>}
    </Field>
  );
}
