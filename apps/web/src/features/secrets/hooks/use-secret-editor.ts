import { UpdateSecretInput } from "@podpass/contracts";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { toast } from "#components/ui/toast.tsx";
import { refreshSecrets } from "#features/secrets/lib/refresh-secrets.ts";
import { changedFields, secretChange, startingValues } from "#features/secrets/lib/secret-change.ts";
import { type MaskedSecret, placeOf } from "#features/secrets/lib/secret-place.ts";
import { describeError } from "#lib/errors.ts";
import { useFormSubmission, useZodForm } from "#lib/form.ts";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

/** What somebody else saved while one was editing. */
export interface SecretConflict {
  theirs: MaskedSecret;
  /** Null when one did not edit the value, or may not read it. */
  theirValue: string | null;
}

/**
 * The form of one secret. It is saved on top of the version it was opened at; when somebody else saved another one
 * meanwhile nothing is written, and `conflict` holds theirs. Submitting again then writes over it, unless there is yet
 * another.
 */
export function useSecretEditor(secret: MaskedSecret, canRead: boolean) {
  const [base, setBase] = useState(secret);
  const [conflict, setConflict] = useState<SecretConflict | null>(null);
  const [isUnchanged, setUnchanged] = useState(false);
  const form = useZodForm(UpdateSecretInput, startingValues(secret));
  // Read here, because the form keeps track only of what is read while rendering.
  const { dirtyFields, isDirty } = form.formState;
  const update = useMutation(trpc.secret.update.mutationOptions({ gcTime: 0 }));
  const reveal = useMutation(trpc.secret.reveal.mutationOptions({ gcTime: 0 }));

  function startFrom(next: MaskedSecret): void {
    setConflict(null);
    setBase(next);
    form.reset(startingValues(next));
  }

  function takeTheirs(theirs: MaskedSecret): void {
    startFrom(theirs);
    // What the page and the history say of the secret is of the version before theirs.
    if (conflict) void refreshSecrets();
  }

  // The form is a store of its own: it follows what is saved elsewhere as long as nothing is typed here.
  useEffect(() => {
    if (isDirty || secret.version <= base.version) return;
    setBase(secret);
    form.reset(startingValues(secret));
  }, [secret, base, isDirty, form]);

  const { onSubmit, error } = useFormSubmission(form, async (values) => {
    const fields = changedFields(dirtyFields);
    setUnchanged(fields.length === 0);
    if (fields.length === 0) return;
    const current = conflict?.theirs ?? base;
    try {
      startFrom(await update.mutateAsync(secretChange(values, fields, current)));
    } catch (cause) {
      const theirs = mayBeAnotherVersion(cause) ? await findCurrent(current) : undefined;
      if (!theirs || theirs.version === current.version) throw cause;
      const isValueWanted = canRead && fields.includes("value");
      const revealed = isValueWanted ? await reveal.mutateAsync({ ...placeOf(theirs), key: theirs.key }) : null;
      setConflict({ theirs, theirValue: revealed?.value ?? null });
      return;
    }
    await refreshSecrets();
    toast.success("Secret saved");
  });

  return { base, form, conflict, isUnchanged, onSubmit, error, takeTheirs };
}

/** A renamed secret is not found under the name it had. */
function mayBeAnotherVersion(error: unknown): boolean {
  const { code } = describeError(error);
  return code === "secret.changed_meanwhile" || code === "secret.not_found";
}

/** The secret as it is now; undefined when it is gone from its folder. */
async function findCurrent(secret: MaskedSecret): Promise<MaskedSecret | undefined> {
  const { items } = await queryClient.fetchQuery(trpc.secret.list.queryOptions(placeOf(secret), { staleTime: 0 }));
  return items.find(({ id }) => id === secret.id);
}
