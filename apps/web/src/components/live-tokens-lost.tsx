import type { AuthMethod } from "@podpass/contracts";
import { useQuery } from "@tanstack/react-query";
import { trpc } from "#lib/trpc.ts";

interface LiveTokensLostProps {
  identityId: string;
  /** Only those issued through this method. */
  authMethod?: AuthMethod;
  /** Only those this client secret was traded for. */
  clientSecretId?: string;
}

/** One sentence for a dialog that asks before access tokens die: how many live ones stop working now. */
export function LiveTokensLost({ identityId, authMethod, clientSecretId }: LiveTokensLostProps) {
  // A number from an earlier opening would be wrong by now.
  const options = trpc.accessToken.countLive.queryOptions({ identityId, clientSecretId }, { staleTime: 0, gcTime: 0 });
  const { data } = useQuery(options);
  return <TokensLost count={data && (authMethod ? data.byAuthMethod[authMethod] : data.total)} />;
}

/** The same sentence, of as many; of a number that is not known yet. */
export function TokensLost({ count }: { count: number | undefined }) {
  return (
    <strong aria-live="polite" className="font-medium text-ink">
      {sentence(count)}
    </strong>
  );
}

function sentence(count: number | undefined): string {
  if (count === undefined) return "Its live tokens stop working now.";
  if (count === 0) return "No live token is lost.";
  return count === 1
    ? "1 live token stops working now."
    : `${count.toLocaleString("en")} live tokens stop working now.`;
}
