import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useMemo, useState } from "react";
import { AddMembershipDialog } from "#features/project-membership/components/add-membership-dialog.tsx";
import { trpc } from "#lib/trpc.ts";

interface AddIdentityDialogProps {
  projectId: string;
  onClose: () => void;
}

export function AddIdentityDialog({ projectId, onClose }: AddIdentityDialogProps) {
  const [search, setSearch] = useState("");
  const deferredSearch = useDeferredValue(search.trim());
  const add = useMutation(trpc.projectMembership.addIdentity.mutationOptions());
  const { data, isFetching, isError } = useQuery(
    trpc.projectMembership.availableIdentities.queryOptions(
      { projectId, search: deferredSearch || undefined },
      { placeholderData: keepPreviousData },
    ),
  );
  const options = useMemo(() => (data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })), [data]);
  return (
    <AddMembershipDialog
      projectId={projectId}
      kind="identity"
      options={options}
      onSearchChange={setSearch}
      isLoading={isFetching}
      isError={isError}
      onAdd={async ({ memberId: identityId, roles }) =>
        (await add.mutateAsync({ projectId, identityId, roles })).identity.name
      }
      onClose={onClose}
    />
  );
}
