import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { AddMembershipDialog } from "#features/project-membership/components/add-membership-dialog.tsx";
import { trpc } from "#lib/trpc.ts";
import { useTypedSearch } from "#lib/use-typed-search.ts";

interface AddUserDialogProps {
  projectId: string;
  onClose: () => void;
}

export function AddUserDialog({ projectId, onClose }: AddUserDialogProps) {
  const { search, setTyped } = useTypedSearch();
  const add = useMutation(trpc.projectMembership.addUser.mutationOptions());
  const { data, isFetching, isError } = useQuery(
    trpc.projectMembership.availableUsers.queryOptions({ projectId, search }, { placeholderData: keepPreviousData }),
  );
  const options = useMemo(
    () => (data?.items ?? []).map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` })),
    [data],
  );
  return (
    <AddMembershipDialog
      projectId={projectId}
      kind="user"
      options={options}
      onSearchChange={setTyped}
      isLoading={isFetching}
      isError={isError}
      onAdd={async ({ memberId: userId, roles }) => (await add.mutateAsync({ projectId, userId, roles })).user.name}
      onClose={onClose}
    />
  );
}
