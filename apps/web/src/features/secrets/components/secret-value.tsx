import { Copy, Eye, EyeOff } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.tsx";
import type { SecretPlace } from "#features/secrets/components/secret-scope.ts";
import { useReveal } from "#features/secrets/hooks/use-reveal.ts";
import { copyText } from "#lib/copy-text.ts";
import { describeError } from "#lib/errors.ts";

/** How long a revealed value stays on screen. */
const REVEALED_MS = 30_000;

interface SecretValueProps {
  place: SecretPlace;
  secretKey: string;
  canRead: boolean;
}

/** Masked until revealed, and masked again after 30 seconds. The value is in memory only while it is on screen. */
export function SecretValue({ place, secretKey, canRead }: SecretValueProps) {
  const { reveal, isPending } = useReveal(place, secretKey);
  const [value, setValue] = useState<string | null>(null);

  // The clock: what was revealed fades.
  useEffect(() => {
    if (value === null) return;
    const timer = setTimeout(() => setValue(null), REVEALED_MS);
    return () => clearTimeout(timer);
  }, [value]);

  async function act(use: (revealed: string) => unknown, failure: string): Promise<void> {
    try {
      await use(value ?? (await reveal()));
    } catch (error) {
      toast.error(failure, describeError(error).message);
    }
  }

  const isRevealed = value !== null;
  return (
    <div className="flex items-center gap-1">
      {canRead && (
        <span className="flex shrink-0">
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={`${isRevealed ? "Hide" : "Reveal"} ${secretKey}`}
            isPending={isPending}
            onClick={() => (isRevealed ? setValue(null) : act(setValue, "The value could not be revealed"))}
          >
            {!isPending && (isRevealed ? <EyeOff aria-hidden /> : <Eye aria-hidden />)}
          </Button>
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={`Copy ${secretKey}`}
            onClick={() =>
              act(async (revealed) => {
                await copyText(revealed);
                toast.success(`Copied ${secretKey}`);
              }, "The value could not be copied")
            }
          >
            <Copy aria-hidden />
          </Button>
        </span>
      )}
      {isRevealed ? (
        <code className="max-h-32 min-w-0 max-w-96 overflow-y-auto whitespace-pre-wrap break-all font-mono text-[0.8125rem]">
          {value === "" ? <span className="text-muted">(empty)</span> : value}
        </code>
      ) : (
        <span className="select-none font-mono text-muted tracking-widest">
          <span aria-hidden>••••••••</span>
          <span className="sr-only">hidden</span>
        </span>
      )}
    </div>
  );
}
