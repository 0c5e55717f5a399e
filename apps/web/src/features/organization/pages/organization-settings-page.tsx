import { UpdateOrganizationInput } from "@podpass/contracts";
import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { CopyableId } from "#components/copyable-id.tsx";
import { Detail, DetailList } from "#components/detail-list.tsx";
import { FormCard } from "#components/form-card.tsx";
import { Page, PageHeader } from "#components/page.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { Card } from "#components/ui/card.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { toast } from "#components/ui/toast.tsx";
import { MachineAccessCard } from "#features/organization/components/machine-access-card.tsx";
import { useCan } from "#lib/can.ts";
import { useZodForm } from "#lib/form.ts";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

export function OrganizationSettingsPage() {
  const organization = useSuspenseQuery(trpc.organization.get.queryOptions()).data;
  const can = useCan();
  return (
    <Page>
      <PageHeader title="Settings" purpose="What the organization is called here and by its clients." />
      <Card title="Organization">
        <DetailList>
          <Detail label="Organization ID">
            <CopyableId id={organization.id} label="organization ID" />
          </Detail>
          <Detail label="Slug">
            <CopyableId id={organization.slug} label="slug" />
          </Detail>
          <Detail label="Created">
            <RelativeTime at={organization.createdAt} />
          </Detail>
        </DetailList>
      </Card>
      {can("settings:edit") && <OrganizationForm name={organization.name} />}
      {can("settings:edit") && <MachineAccessCard organization={organization} />}
    </Page>
  );
}

function OrganizationForm({ name }: { name: string }) {
  const form = useZodForm(UpdateOrganizationInput, { name });
  const update = useMutation(trpc.organization.update.mutationOptions());

  async function submit(values: UpdateOrganizationInput): Promise<void> {
    await update.mutateAsync(values);
    await Promise.all([
      queryClient.invalidateQueries(trpc.organization.pathFilter()),
      queryClient.invalidateQueries(trpc.session.pathFilter()),
    ]);
    toast.success("Organization saved");
  }

  return (
    <FormCard title="General" form={form} onSubmit={submit} submitLabel="Save changes">
      <Field label="Name" error={form.formState.errors.name?.message}>
        <Input {...form.register("name")} />
      </Field>
    </FormCard>
  );
}
