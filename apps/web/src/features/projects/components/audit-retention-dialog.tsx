import { UpdateAuditRetentionInput } from "@podpass/contracts";
import { useMutation } from "@tanstack/react-query";
import { Controller } from "react-hook-form";
import { FormDialog } from "#components/form-dialog.tsx";
import { NumberInput } from "#components/number-input.tsx";
import { Field } from "#components/ui/field.tsx";
import { toast } from "#components/ui/toast.tsx";
import { useZodForm } from "#lib/form.ts";
import { queryClient } from "#lib/query-client.ts";
import { type RouterOutputs, trpc } from "#lib/trpc.ts";

const DEFAULT_DAYS = 90;

interface AuditRetentionDialogProps {
  project: RouterOutputs["project"]["get"];
  onClose: () => void;
}

export function AuditRetentionDialog({ project, onClose }: AuditRetentionDialogProps) {
  const auditRetentionDays = project.auditRetentionDays ?? project.serverAuditRetentionDays ?? DEFAULT_DAYS;
  const form = useZodForm(UpdateAuditRetentionInput, { projectId: project.id, auditRetentionDays });
  const update = useMutation(trpc.project.updateAuditRetention.mutationOptions());

  async function submit(values: UpdateAuditRetentionInput): Promise<void> {
    await update.mutateAsync(values);
    await queryClient.invalidateQueries(trpc.project.pathFilter());
    toast.success("Audit retention saved");
  }

  return (
    <FormDialog
      isOpen
      onOpenChange={onClose}
      title={`Audit retention of ${project.name}`}
      description="Events that are older lose their contents within the hour, for good: who did it, what changed and from where. That something happened, and when, stays, and the log can still be verified."
      form={form}
      onSubmit={submit}
      submitLabel="Save retention"
    >
      <Controller
        control={form.control}
        name="auditRetentionDays"
        render={({ field: { value, onChange, ...field }, fieldState: { error } }) => (
          <Field label="Days" help="1 to 3650." error={error?.message}>
            <NumberInput {...field} value={value ?? Number.NaN} onValueChange={onChange} />
          </Field>
        )}
      />
    </FormDialog>
  );
}
