import { ShieldAlert } from "lucide-react";

interface SecondFactorNoticeProps {
  organization: string;
  hasOtherOrganizations: boolean;
}

/** Why there is nothing but this page: what to do about it is the card of two-factor authentication below. */
export function SecondFactorNotice({ organization, hasOtherOrganizations }: SecondFactorNoticeProps) {
  return (
    <section
      aria-label="Second factor required"
      className="flex items-start gap-2 rounded-md border border-warn bg-warn-soft px-4 py-3 text-warn"
    >
      <ShieldAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <p className="min-w-0 break-words">
        <span className="font-medium">{organization} requires a second factor.</span> Set up two-factor authentication
        on this page; then everything else opens.
        {hasOtherOrganizations && " Your other organizations are open to you as before."}
      </p>
    </section>
  );
}
