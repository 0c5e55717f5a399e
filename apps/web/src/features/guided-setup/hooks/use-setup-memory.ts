import { useEffect, useState } from "react";
import { forgetSetup, recallSetup, rememberSetup, type SetupDraft } from "#features/guided-setup/lib/setup-memory.ts";
import type { SetupSearch } from "#features/guided-setup/lib/setup-search.ts";
import type { SetupStep } from "#features/guided-setup/lib/setup-steps.ts";

interface SetupMemory {
  draft: SetupDraft;
  onDraftChange: (change: Partial<SetupDraft>) => void;
  startOver: () => void;
}

/** What was typed, and the open step, kept in this browser so that leaving and coming back loses neither. */
export function useSetupMemory(organizationId: string, step: SetupStep, search: SetupSearch): SetupMemory {
  const [draft, setDraft] = useState(() => recallSetup(organizationId).draft);

  // The browser's storage.
  useEffect(
    () => rememberSetup(organizationId, { draft, place: { step, search } }),
    [organizationId, draft, step, search],
  );

  return {
    draft,
    onDraftChange: (change) => setDraft((old) => ({ ...old, ...change })),
    startOver: () => {
      forgetSetup(organizationId);
      setDraft(recallSetup(organizationId).draft);
    },
  };
}
