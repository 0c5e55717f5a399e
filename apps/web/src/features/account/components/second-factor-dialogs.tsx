import { useMutation } from "@tanstack/react-query";
import { toast } from "#components/ui/toast.tsx";
import { ProveDialog } from "#features/account/components/prove-dialog.tsx";
import { RecoveryCodesDialog } from "#features/account/components/recovery-codes-dialog.tsx";
import { ScanDialog } from "#features/account/components/scan-dialog.tsx";
import { queryClient } from "#lib/query-client.ts";
import { type RouterOutputs, trpc } from "#lib/trpc.ts";

type Purpose = "enable" | "renew" | "disable";

/** Where the person is on the way to what they want of their second factor. */
export type SecondFactorDialog =
  | { kind: "prove"; purpose: Purpose }
  | { kind: "scan"; begun: RouterOutputs["account"]["beginSecondFactor"] }
  | { kind: "codes"; codes: string[] };

interface SecondFactorDialogsProps {
  account: RouterOutputs["account"]["get"];
  dialog: SecondFactorDialog;
  onChange: (dialog: SecondFactorDialog | null) => void;
}

const WORDS = {
  enable: { title: "Set up two-factor authentication", submitLabel: "Continue" },
  renew: { title: "New recovery codes", submitLabel: "Replace recovery codes" },
  disable: { title: "Disable two-factor authentication", submitLabel: "Disable" },
} as const satisfies Record<Purpose, unknown>;

export function SecondFactorDialogs({ account, dialog, onChange }: SecondFactorDialogsProps) {
  const begin = useMutation(trpc.account.beginSecondFactor.mutationOptions());
  const renew = useMutation(trpc.account.renewRecoveryCodes.mutationOptions());
  const disable = useMutation(trpc.account.disableSecondFactor.mutationOptions());
  // An organization that requires a second factor opens or shuts with it.
  const refresh = () =>
    Promise.all([
      queryClient.invalidateQueries(trpc.account.pathFilter()),
      queryClient.invalidateQueries(trpc.session.pathFilter()),
    ]);
  const close = () => onChange(null);

  async function proceed(purpose: Purpose, proof: { currentPassword: string }): Promise<void> {
    if (purpose === "enable") return onChange({ kind: "scan", begun: await begin.mutateAsync(proof) });
    if (purpose === "renew") return showCodes((await renew.mutateAsync(proof)).recoveryCodes);
    await disable.mutateAsync(proof);
    await refresh();
    toast.success("Two-factor authentication disabled");
    close();
  }

  async function showCodes(codes: string[]): Promise<void> {
    onChange({ kind: "codes", codes });
    await refresh();
  }

  if (dialog.kind === "scan") return <ScanDialog begun={dialog.begun} onClose={close} onConfirmed={showCodes} />;
  if (dialog.kind === "codes") return <RecoveryCodesDialog codes={dialog.codes} onClose={close} />;
  return (
    <ProveDialog
      {...WORDS[dialog.purpose]}
      hasPassword={account.hasPassword}
      onClose={close}
      onProven={(proof) => proceed(dialog.purpose, proof)}
    />
  );
}
