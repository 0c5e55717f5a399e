import { Copy, Eye, EyeOff } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.tsx";
import { useFading } from "#features/secrets/hooks/use-fading.ts";
import { type Reveal, useReveal, useRevealOverride } from "#features/secrets/hooks/use-reveal.ts";
import type { SecretPlace } from "#features/secrets/lib/secret-place.ts";
import { copyText } from "#lib/copy-text.ts";
import { describeError } from "#lib/errors.ts";

interface SecretValueProps {
  place: SecretPlace;
  secretKey: string;
  canRead: boolean;
}

/** A secret's current value. */
export function SecretValue({ place, secretKey, canRead }: SecretValueProps) {
  return <MaskedValue name={secretKey} source={useReveal(place, secretKey)} canRead={canRead} />;
}

/** The value that counts for the user alone. */
export function PersonalValue({ place, secretKey, canRead }: SecretValueProps) {
  const source = useRevealOverride(place, secretKey);
  return <MaskedValue name={`your value of ${secretKey}`} source={source} canRead={canRead} />;
}

interface MaskedValueProps {
  /** Of the buttons: "Reveal API_KEY". */
  name: string;
  source: Reveal;
  canRead: boolean;
}

/** Masked until revealed, and masked again after 30 seconds. The value is in memory only while it is on screen. */
function MaskedValue({ name, source, canRead }: MaskedValueProps) {
  const [value, setValue] = useFading<string>();
  const isRevealed = value !== null;

  async function act(use: (revealed: string) => unknown, failure: string): Promise<void> {
    try {
      await use(value ?? (await source.reveal()));
    } catch (error) {
      toast.error(failure, describeError(error).message);
    }
  }

  async function copy(revealed: string): Promise<void> {
    await copyText(revealed);
    toast.success(`Copied ${name}`);
  }

  return (
    <div className="flex items-center gap-1">
      {canRead && (
        <span className="flex shrink-0">
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={`${isRevealed ? "Hide" : "Reveal"} ${name}`}
            isPending={source.isPending}
            onClick={() => (isRevealed ? setValue(null) : act(setValue, "The value could not be revealed"))}
          >
            {!source.isPending && (isRevealed ? <EyeOff aria-hidden /> : <Eye aria-hidden />)}
          </Button>
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={`Copy ${name}`}
            onClick={() => act(copy, "The value could not be copied")}
          >
            <Copy aria-hidden />
          </Button>
        </span>
      )}
      {isRevealed ? <ShownValue value={value} /> : <Mask />}
    </div>
  );
}

export function ShownValue({ value }: { value: string }) {
  return (
    <code className="max-h-48 min-w-0 max-w-full overflow-y-auto whitespace-pre-wrap break-all font-mono text-[0.8125rem]">
      {value === "" ? <span className="text-muted">(empty)</span> : value}
    </code>
  );
}

export function Mask() {
  return (
    <span className="select-none font-mono text-muted tracking-widest">
      <span aria-hidden>••••••••</span>
      <span className="sr-only">hidden</span>
    </span>
  );
}
