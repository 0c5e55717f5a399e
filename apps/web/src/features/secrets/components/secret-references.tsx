import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { FormError } from "#components/form-error.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { ShownValue } from "#features/secrets/components/masked-value.tsx";
import { useFading } from "#features/secrets/hooks/use-fading.ts";
import { type MaskedSecret, placeOf } from "#features/secrets/lib/secret-place.ts";
import { type RouterOutputs, trpc } from "#lib/trpc.ts";
import { useAttempt } from "#lib/use-attempt.ts";

type Resolved = RouterOutputs["secret"]["resolve"];
type ReferenceState = Resolved["references"][number]["state"];

const STATES: Record<ReferenceState, { label: string; tone: "good" | "bad" | "warn" }> = {
  resolved: { label: "Resolved", tone: "good" },
  not_found: { label: "Missing, or not yours to read", tone: "bad" },
  circular: { label: "Leads back to this secret", tone: "bad" },
};

/** The value as pods get it with references replaced, and what became of each reference. */
export function SecretReferences({ secret }: { secret: MaskedSecret }) {
  const resolve = useMutation(trpc.secret.resolve.mutationOptions({ gcTime: 0 }));
  const [resolved, setResolved] = useFading<Resolved>();
  const { isPending, error, attempt } = useAttempt();

  async function show(): Promise<void> {
    setResolved(await resolve.mutateAsync({ ...placeOf(secret), key: secret.key }));
    resolve.reset();
  }

  return (
    <div className="flex flex-col gap-4">
      <p className="text-muted">
        <code className="font-mono text-[0.8125rem]">{"${NAME}"}</code> in a value stands for the secret of that name in
        the same folder, <code className="font-mono text-[0.8125rem]">{"${environment.folder.NAME}"}</code> for one
        anywhere in the project. One that leads nowhere stays as it is written.
      </p>
      <FormError error={error} />
      {resolved ? (
        <>
          <div className="flex flex-col gap-1">
            <p className="font-medium">Value with references resolved</p>
            <div className="rounded-sm border px-3 py-2">
              <ShownValue value={resolved.value} />
            </div>
          </div>
          <ReferenceList secret={secret} references={resolved.references} />
        </>
      ) : (
        <div>
          <Button isPending={isPending} onClick={() => attempt(show)}>
            Reveal and resolve
          </Button>
        </div>
      )}
    </div>
  );
}

interface ReferenceListProps {
  secret: MaskedSecret;
  references: Resolved["references"];
}

function ReferenceList({ secret, references }: ReferenceListProps) {
  if (references.length === 0) return <p>The value refers to no other secret.</p>;
  return (
    <ul aria-label="References" className="flex flex-col divide-y rounded-md border">
      {references.map(({ text, environment, secretPath, key, state }) => (
        <li key={text} className="flex flex-wrap items-center justify-between gap-2 px-3 py-2">
          <span className="min-w-0">
            <code className="break-all font-mono text-[0.8125rem]">{text}</code>
            <span className="block text-muted">
              <Link
                to="/projects/$projectId/secrets"
                params={{ projectId: secret.projectId }}
                search={{ environment, path: secretPath === "/" ? undefined : secretPath, search: key }}
                className="hover:underline"
              >
                {key} in {environment}:{secretPath}
              </Link>
            </span>
          </span>
          <Badge tone={STATES[state].tone}>{STATES[state].label}</Badge>
        </li>
      ))}
    </ul>
  );
}
