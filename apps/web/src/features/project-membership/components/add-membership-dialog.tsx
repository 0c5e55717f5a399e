import { RoleGrants } from "@podpass/contracts";
import { Controller } from "react-hook-form";
import { z } from "zod";
import { FormDialog } from "#components/form-dialog.tsx";
import { RolesField } from "#components/membership-roles/roles-field.tsx";
import { Combobox, type ComboboxOption } from "#components/ui/combobox.tsx";
import { Field } from "#components/ui/field.tsx";
import { toast } from "#components/ui/toast.tsx";
import { useProjectRoles } from "#features/project-membership/hooks/use-project-roles.ts";
import { useZodForm } from "#lib/form.ts";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

/** Whoever is added, and what they are given. */
const MembershipForm = z.object({ memberId: z.string().min(1), roles: RoleGrants });
type MembershipForm = z.output<typeof MembershipForm>;

const WORDS = {
  identity: {
    label: "Identity",
    plural: "identities",
    description: "Lets an identity of the organization into this project.",
    help: "Identities that are in the project already are not listed.",
    missing: "Choose an identity",
  },
  user: {
    label: "User",
    plural: "users",
    description: "Lets a member of the organization into this project.",
    help: "Whoever is in the project already is not listed.",
    missing: "Choose a user",
  },
} as const;

interface AddMembershipDialogProps {
  projectId: string;
  kind: keyof typeof WORDS;
  /** Those of the organization who are not in the project, of what was typed. */
  options: readonly ComboboxOption[];
  onSearchChange: (search: string) => void;
  isLoading: boolean;
  isError: boolean;
  /** Returns the name of the one who is in now. */
  onAdd: (membership: MembershipForm) => Promise<string>;
  onClose: () => void;
}

/** Lets an identity or a person of the organization into a project. */
export function AddMembershipDialog({ projectId, kind, options, onAdd, onClose, ...list }: AddMembershipDialogProps) {
  const { label, plural, description, help, missing } = WORDS[kind];
  const roles = useProjectRoles(projectId);
  const form = useZodForm(MembershipForm, { memberId: "", roles: [] });
  const { errors } = form.formState;

  async function submit(values: MembershipForm): Promise<void> {
    const name = await onAdd(values);
    await queryClient.invalidateQueries(trpc.projectMembership.pathFilter());
    toast.success(`${name} added to the project`);
  }

  return (
    <FormDialog
      isOpen
      onOpenChange={onClose}
      title={`Add ${kind}`}
      description={description}
      form={form}
      onSubmit={submit}
      submitLabel={`Add ${kind}`}
    >
      <Controller
        control={form.control}
        name="memberId"
        render={({ field: { value, onChange, onBlur, ref } }) => (
          <Field label={label} help={help} error={errors.memberId && missing}>
            <Combobox
              options={options}
              value={value === "" ? null : value}
              onValueChange={(memberId) => onChange(memberId ?? "")}
              onSearchChange={list.onSearchChange}
              isLoading={list.isLoading}
              placeholder={`Search ${plural}…`}
              emptyText={list.isError ? `The ${plural} could not be loaded.` : `No ${kind} to add.`}
              onBlur={onBlur}
              ref={ref}
            />
          </Field>
        )}
      />
      <Controller
        control={form.control}
        name="roles"
        render={({ field }) => (
          <RolesField
            legend="Project roles"
            help={`What the ${kind} may do in this project.`}
            roles={roles}
            {...field}
            error={errors.roles}
          />
        )}
      />
    </FormDialog>
  );
}
