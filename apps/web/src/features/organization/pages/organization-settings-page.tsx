import { UpdateOrganizationInput } from "@podpass/contracts";
import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { AddressesCard } from "#components/addresses-card.tsx";
import { FormCard } from "#components/form-card.tsx";
import { NameAndSlugFields } from "#components/name-and-slug-fields.tsx";
import { Page, PageHeader } from "#components/page.tsx";
import { toast } from "#components/ui/toast.tsx";
import { LeaveCard } from "#features/organization/components/leave-card.tsx";
import { MachineAccessCard } from "#features/organization/components/machine-access-card.tsx";
import { SecondFactorRequirementCard } from "#features/organization/components/second-factor-requirement-card.tsx";
import { useCan } from "#lib/can.ts";
import { openOrganization } from "#lib/chosen-organization.ts";
import { useZodForm } from "#lib/form.ts";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

const OrganizationSchema = UpdateOrganizationInput.pick({ name: true, slug: true }).required();

export function OrganizationSettingsPage() {
  const organization = useSuspenseQuery(trpc.organization.get.queryOptions()).data;
  const can = useCan();
  return (
    <Page>
      <PageHeader title="Settings" purpose="What the organization is called here and by its clients." />
      <AddressesCard noun="organization" of={organization} />
      {can("settings:edit") && <OrganizationForm name={organization.name} slug={organization.slug} />}
      {can("settings:edit") && <SecondFactorRequirementCard organization={organization} />}
      {can("settings:edit") && <MachineAccessCard organization={organization} />}
      <LeaveCard name={organization.name} />
    </Page>
  );
}

function OrganizationForm({ name, slug }: { name: string; slug: string }) {
  const form = useZodForm(OrganizationSchema, { name, slug });
  const update = useMutation(trpc.organization.update.mutationOptions());

  async function submit(values: UpdateOrganizationInput): Promise<void> {
    const saved = await update.mutateAsync(values);
    // The address of this very page may name the old slug.
    if (saved.slug !== slug) return openOrganization(saved.slug);
    await Promise.all([
      queryClient.invalidateQueries(trpc.organization.pathFilter()),
      queryClient.invalidateQueries(trpc.session.pathFilter()),
    ]);
    toast.success("Organization saved");
  }

  return (
    <FormCard title="General" form={form} onSubmit={submit} submitLabel="Save changes">
      <NameAndSlugFields
        form={form}
        slugHelp="Names the organization in addresses. Links and clients that hold the old one stop working."
      />
    </FormCard>
  );
}
