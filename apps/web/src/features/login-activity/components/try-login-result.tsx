import { LOGIN_CHECK_TITLES } from "@podpass/contracts";
import { useNavigate } from "@tanstack/react-router";
import { CheckList } from "#components/check-list/check-list.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import { refusalLabel } from "#features/login-activity/lib/refusal-label.ts";
import { formatDuration } from "#lib/duration.ts";
import type { RouterOutputs } from "#lib/trpc.ts";

type Result = RouterOutputs["kubernetesAuth"]["tryLogin"];

interface TryLoginResultProps {
  result: Result;
  identityId: string;
}

/** What a login would come to, as a report of its checks, with what the JWT says of itself. */
export function TryLoginResult({ result, identityId }: TryLoginResultProps) {
  const navigate = useNavigate();
  const params = { identityId };
  return (
    <div className="flex flex-col gap-5">
      <Card title={<Headline result={result} />} description={consequence(result)}>
        <CheckList
          label="Checks of the dry run"
          checks={result.checks}
          titles={LOGIN_CHECK_TITLES}
          onFieldChosen={() => void navigate({ to: "/access-control/identities/$identityId/kubernetes-auth", params })}
        />
      </Card>
      {result.claims && (
        <Card title="What the JWT says of itself" description="Proven by nothing but the checks.">
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by the keyboard */}
          <pre tabIndex={0} className="max-h-96 overflow-auto rounded-sm bg-sunken p-3 font-mono text-[0.8125rem]">
            {JSON.stringify(result.claims, null, 2)}
          </pre>
        </Card>
      )}
    </div>
  );
}

function Headline({ result: { outcome, checks } }: { result: Result }) {
  if (outcome === "let_in") return <Badge tone="good">Would be let in</Badge>;
  if (outcome === "rules_pass") return <Badge tone="good">No rule stands in the way</Badge>;
  const failed = checks.find(({ verdict }) => verdict === "failed");
  return <Badge tone="bad">Would be refused{failed ? `: ${refusalLabel(failed.name)}` : ""}</Badge>;
}

function consequence({ outcome, errorCode, accessToken, serviceAccount }: Result): string {
  if (outcome === "refused") return `The pod would be told ${errorCode ?? "no"}, and nothing of what is below.`;
  const { ttlSeconds, maxTtlSeconds, maxUses } = accessToken;
  const uses = maxUses === 0 ? "without a limit of uses" : `for ${maxUses} ${maxUses === 1 ? "use" : "uses"}`;
  const token = `an access token for ${formatDuration(ttlSeconds)}, at most ${formatDuration(maxTtlSeconds)} with renewals, ${uses}`;
  if (outcome === "rules_pass") return `If the cluster vouches for its JWT, the pod gets ${token}.`;
  return `${serviceAccount ? `${serviceAccount.namespace}/${serviceAccount.name}` : "The pod"} would get ${token}.`;
}
