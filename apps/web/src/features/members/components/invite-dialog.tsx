import { CreateInvitationInput } from "@podpass/contracts";
import { useMutation } from "@tanstack/react-query";
import { Controller } from "react-hook-form";
import { FormDialog } from "#components/form-dialog.tsx";
import { RolesField } from "#components/membership-roles/roles-field.tsx";
import { useOrganizationRoles } from "#components/membership-roles/use-organization-roles.ts";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { EXPIRIES } from "#features/members/lib/expiries.ts";
import { useZodForm } from "#lib/form.ts";
import { queryClient } from "#lib/query-client.ts";
import { type RouterOutputs, trpc } from "#lib/trpc.ts";

export type IssuedInvitation = RouterOutputs["invitation"]["create"];

interface InviteDialogProps {
  onClose: () => void;
  /** Receives the link, which is in this answer and nowhere else. */
  onIssued: (issued: IssuedInvitation) => void;
}

export function InviteDialog({ onClose, onIssued }: InviteDialogProps) {
  const roles = useOrganizationRoles();
  const form = useZodForm(CreateInvitationInput, { email: "", roles: ["member"], expiresInDays: 7 });
  const create = useMutation(trpc.invitation.create.mutationOptions());
  const { errors } = form.formState;

  async function submit(values: CreateInvitationInput): Promise<void> {
    onIssued(await create.mutateAsync(values));
    await queryClient.invalidateQueries(trpc.invitation.pathFilter());
  }

  return (
    <FormDialog
      isOpen
      onOpenChange={onClose}
      title="Invite user"
      description="The person joins by a link, which you get on the next step."
      form={form}
      onSubmit={submit}
      submitLabel="Invite user"
    >
      <Field label="E-mail" help="Only this address can join by the link." error={errors.email?.message}>
        <Input type="email" autoComplete="off" {...form.register("email")} />
      </Field>
      <Controller
        control={form.control}
        name="roles"
        render={({ field }) => (
          <RolesField
            legend="Organization roles"
            help="What the person may do once they joined. A time runs from now on."
            roles={roles}
            {...field}
            error={errors.roles}
          />
        )}
      />
      <Controller
        control={form.control}
        name="expiresInDays"
        render={({ field: { value, onChange, onBlur, ref } }) => (
          <Field label="The link is good for" error={errors.expiresInDays?.message}>
            <Select
              options={EXPIRIES}
              value={String(value ?? 7)}
              onValueChange={(days) => onChange(Number(days))}
              onBlur={onBlur}
              ref={ref}
            />
          </Field>
        )}
      />
    </FormDialog>
  );
}
