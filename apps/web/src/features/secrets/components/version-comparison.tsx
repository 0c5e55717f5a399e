import { FormError } from "#components/form-error.tsx";
import { Button } from "#components/ui/button.tsx";
import { TextDiff } from "#features/secrets/components/text-diff.tsx";
import { useFading } from "#features/secrets/hooks/use-fading.ts";
import { useReveal } from "#features/secrets/hooks/use-reveal.ts";
import { type MaskedSecret, placeOf } from "#features/secrets/lib/secret-place.ts";
import { useAttempt } from "#lib/use-attempt.ts";

interface VersionComparisonProps {
  secret: MaskedSecret;
  version: { version: number; comment: string };
  canRead: boolean;
}

/** An earlier version beside the current one. The values are asked for, and fade like any that is revealed. */
export function VersionComparison({ secret, version, canRead }: VersionComparisonProps) {
  const earlier = useReveal(placeOf(secret), secret.key, version.version);
  const current = useReveal(placeOf(secret), secret.key);
  const [values, setValues] = useFading<{ before: string; after: string }>();
  const { isPending, error, attempt } = useAttempt();

  async function show(): Promise<void> {
    const [before, after] = await Promise.all([earlier.reveal(), current.reveal()]);
    setValues({ before, after });
  }

  return (
    <div className="flex flex-col items-stretch gap-2">
      <p className="text-[0.8125rem] text-muted">
        From version {version.version} (−) to the current version {secret.version} (+).
      </p>
      {values ? (
        <TextDiff label="Value" before={values.before} after={values.after} />
      ) : (
        canRead && (
          <div>
            <Button size="sm" isPending={isPending} onClick={() => attempt(show)}>
              Reveal both values
            </Button>
          </div>
        )
      )}
      <TextDiff label="Comment" before={version.comment} after={secret.comment} />
      <FormError error={error} />
    </div>
  );
}
