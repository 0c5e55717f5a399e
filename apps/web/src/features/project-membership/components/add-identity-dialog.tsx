import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { AddMembershipDialog } from "#features/project-membership/components/add-membership-dialog.tsx";
import { trpc } from "#lib/trpc.ts";
import { useTypedSearch } from "#lib/use-typed-search.ts";

interface AddIdentityDialogProps {
  projectId: string;
  onClose: () => void;
}

export function AddIdentityDialog({ projectId, onClose }: AddIdentityDialogProps) {
  const { search, setTyped } = useTypedSearch();
  const add = useMutation(trpc.projectMembership.addIdentity.mutationOptions());
  const { data, isFetching, isError } = useQuery(
    trpc.projectMembership.availableIdentities.queryOptions(
      { projectId, search },
      { placeholderData: keepPreviousData },
    ),
  );
  const options = useMemo(() => (data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })), [data]);
  return (
    <AddMembershipDialog
      projectId={projectId}
      kind="identity"
      options={options}
      onSearchChange={setTyped}
      isLoading={isFetching}
      isError={isError}
      onAdd={async ({ memberId: identityId, roles }) =>
        (await add.mutateAsync({ projectId, identityId, roles })).identity.name
      }
      onClose={onClose}
    />
  );
}
