import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useMemo, useState } from "react";
import { AddMembershipDialog } from "#features/project-membership/components/add-membership-dialog.tsx";
import { trpc } from "#lib/trpc.ts";

interface AddUserDialogProps {
  projectId: string;
  onClose: () => void;
}

export function AddUserDialog({ projectId, onClose }: AddUserDialogProps) {
  const [search, setSearch] = useState("");
  const deferredSearch = useDeferredValue(search.trim());
  const add = useMutation(trpc.projectMembership.addUser.mutationOptions());
  const { data, isFetching, isError } = useQuery(
    trpc.projectMembership.availableUsers.queryOptions(
      { projectId, search: deferredSearch || undefined },
      { placeholderData: keepPreviousData },
    ),
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
      onSearchChange={setSearch}
      isLoading={isFetching}
      isError={isError}
      onAdd={async ({ memberId: userId, roles }) => (await add.mutateAsync({ projectId, userId, roles })).user.name}
      onClose={onClose}
    />
  );
}
