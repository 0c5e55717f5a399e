import { Button } from "#components/ui/button.tsx";
import type { OpenDialog } from "#features/secrets/components/secret-dialogs.tsx";
import type { SecretRights } from "#features/secrets/hooks/use-secret-rights.ts";
import type { MaskedSecret } from "#features/secrets/lib/secret-place.ts";

interface SelectionBarProps {
  secrets: readonly MaskedSecret[];
  rightsOf: (secret: MaskedSecret) => SecretRights;
  onOpen: (dialog: OpenDialog) => void;
  onClear: () => void;
}

/** What can be done with the chosen secrets: what the user may do with each of them. */
export function SelectionBar({ secrets, rightsOf, onOpen, onClear }: SelectionBarProps) {
  const may = (right: keyof SecretRights) => secrets.every((secret) => rightsOf(secret)[right]);
  return (
    <section
      aria-label="Selection"
      className="sticky bottom-3 z-10 flex flex-wrap items-center gap-2 rounded-md border bg-raised px-3 py-2 shadow-black/5 shadow-lg"
    >
      <p role="status" className="mr-auto font-medium">
        {secrets.length.toLocaleString("en")} selected
      </p>
      <Button size="sm" variant="ghost" onClick={onClear}>
        Clear
      </Button>
      {may("canEdit") && (
        <Button size="sm" onClick={() => onOpen({ kind: "tag-secrets", secrets })}>
          Tag…
        </Button>
      )}
      {may("canRead") && (
        <Button size="sm" onClick={() => onOpen({ kind: "copy-secrets", secrets })}>
          Copy to…
        </Button>
      )}
      {may("canDelete") && (
        <>
          <Button size="sm" onClick={() => onOpen({ kind: "move-secrets", secrets })}>
            Move to…
          </Button>
          <Button size="sm" variant="danger" onClick={() => onOpen({ kind: "delete-secrets", secrets })}>
            Delete…
          </Button>
        </>
      )}
    </section>
  );
}
